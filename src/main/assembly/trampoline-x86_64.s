# Becomes a user and then a program. It is started as root with
#
#     argv: NAME UID GID GROUPS UMASK DIRECTORY PROGRAM COMMAND...
#
# where all numbers are decimal, GROUPS has a comma between two and may be empty, and an empty UMASK or
# DIRECTORY stays as it is; with this image as descriptor 3, and descriptor 4 to tell a failure to. What it
# tells is three numbers of 32 bits: its pid, the step that failed, and the error number of the kernel.
#
# What is run is in TrampolineCode.java, as hexadecimal digits of
#
#     as -o x.o trampoline-x86_64.s && objcopy -O binary -j .text x.o x && xxd -p -c 40 x
#
# r12 = argv, rbp = the step, rsi = the text that is read

        .intel_syntax noprefix
        .globl  _start
        .text
_start:
        lea     r12, [rsp + 8]
        mov     edi, 3
        mov     eax, 3                  # close(3)
        syscall
        mov     edi, 4
        mov     esi, 2                  # F_SETFD
        mov     edx, 1                  # FD_CLOEXEC
        mov     eax, 72                 # fcntl(4, F_SETFD, FD_CLOEXEC)
        syscall

        mov     ebp, 1
        xor     edi, edi                # how many groups
        mov     rsi, [r12 + 24]
        cmp     byte ptr [rsi], 0
        je      2f
1:      call    number
        sub     rsp, 4
        mov     [rsp], eax
        inc     edi
        cmp     byte ptr [rsi - 1], 0
        jne     1b
2:      mov     rsi, rsp
        mov     eax, 116                # setgroups(count, list)
        call    step

        mov     rsi, [r12 + 16]
        call    number
        mov     edi, eax
        mov     esi, eax
        mov     edx, eax
        mov     eax, 119                # setresgid(gid, gid, gid)
        call    step

        mov     rsi, [r12 + 8]
        call    number
        mov     edi, eax
        mov     esi, eax
        mov     edx, eax
        mov     eax, 117                # setresuid(uid, uid, uid)
        call    step

        mov     rsi, [r12 + 32]
        cmp     byte ptr [rsi], 0
        je      3f
        call    number
        mov     edi, eax
        mov     eax, 95                 # umask(mask)
        syscall

3:      mov     rdi, [r12 + 40]
        cmp     byte ptr [rdi], 0
        je      4f
        mov     eax, 80                 # chdir(directory)
        call    step

4:      mov     ebp, 5
        mov     rdi, [r12 + 48]
        lea     rsi, [r12 + 56]
        mov     rdx, [r12 - 8]          # argc
        lea     rdx, [r12 + rdx * 8 + 8]
        mov     eax, 59                 # execve(program, command, environment)
        call    step

# Makes a system call; one that fails is the last.
step:
        syscall
        inc     ebp
        test    rax, rax
        js      5f
        ret
5:      neg     eax
        dec     ebp
        sub     rsp, 16
        mov     [rsp + 8], eax
        mov     [rsp + 4], ebp
        mov     eax, 39                 # getpid()
        syscall
        mov     [rsp], eax
        mov     edi, 4
        mov     rsi, rsp
        mov     edx, 12
        mov     eax, 1                  # write(4, what, 12)
        syscall
        mov     edi, 127
        mov     eax, 231                # exit_group(127)
        syscall

# Reads digits at rsi, and what ends them, into eax.
number:
        xor     eax, eax
6:      movzx   ecx, byte ptr [rsi]
        inc     rsi
        sub     ecx, 48
        jb      7f
        imul    eax, eax, 10
        add     eax, ecx
        jmp     6b
7:      ret
