# Becomes a user and then a program; what it is told, and tells, is as in trampoline-x86_64.s.
#
# x19 = argc, x20 = argv, w21 = the step, x1 = the text that is read

        .globl  _start
        .text
_start:
        ldr     x19, [sp]
        add     x20, sp, 8
        mov     x0, 3
        mov     x8, 57                  // close(3)
        svc     0
        mov     x0, 4
        mov     x1, 2                   // F_SETFD
        mov     x2, 1                   // FD_CLOEXEC
        mov     x8, 25                  // fcntl(4, F_SETFD, FD_CLOEXEC)
        svc     0

        mov     w21, 1
        mov     x22, 0                  // how many groups
        ldr     x1, [x20, 24]
        mov     x23, sp                 // the list grows downwards; sp itself stays aligned to 16
        ldrb    w2, [x1]
        cbz     w2, 2f
1:      bl      number
        tst     x22, 3
        b.ne    0f
        sub     sp, sp, 16
0:      str     w0, [x23, -4]!
        add     x22, x22, 1
        ldurb   w2, [x1, -1]
        cbnz    w2, 1b
2:      mov     x0, x22
        mov     x1, x23
        mov     x8, 159                 // setgroups(count, list)
        bl      step

        ldr     x1, [x20, 16]
        bl      number
        mov     x1, x0
        mov     x2, x0
        mov     x8, 149                 // setresgid(gid, gid, gid)
        bl      step

        ldr     x1, [x20, 8]
        bl      number
        mov     x1, x0
        mov     x2, x0
        mov     x8, 147                 // setresuid(uid, uid, uid)
        bl      step

        ldr     x1, [x20, 32]
        ldrb    w2, [x1]
        cbz     w2, 3f
        bl      number
        mov     x8, 166                 // umask(mask)
        svc     0

3:      ldr     x0, [x20, 40]
        ldrb    w2, [x0]
        cbz     w2, 4f
        mov     x8, 49                  // chdir(directory)
        bl      step

4:      mov     w21, 5
        ldr     x0, [x20, 48]
        add     x1, x20, 56
        add     x2, x20, x19, lsl 3
        add     x2, x2, 8
        mov     x8, 221                 // execve(program, command, environment)
        bl      step

// Makes a system call; one that fails is the last.
step:
        svc     0
        tbnz    x0, 63, 5f
        add     w21, w21, 1
        ret
5:      neg     w22, w0
        mov     x8, 172                 // getpid()
        svc     0
        sub     sp, sp, 16
        stp     w0, w21, [sp]
        str     w22, [sp, 8]
        mov     x0, 4
        mov     x1, sp
        mov     x2, 12
        mov     x8, 64                  // write(4, what, 12)
        svc     0
        mov     x0, 127
        mov     x8, 94                  // exit_group(127)
        svc     0

// Reads digits at x1, and what ends them, into w0.
number:
        mov     w0, 0
        mov     w3, 10
6:      ldrb    w2, [x1], 1
        subs    w2, w2, 48
        b.lo    7f
        madd    w0, w0, w3, w2
        b       6b
7:      ret
