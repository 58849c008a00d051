package org.taskmaster.linux;

import java.util.HexFormat;

/// The machine code of [Trampoline] for each processor architecture.
enum TrampolineCode {
    /// `src/main/assembly/trampoline-x86_64.s`
    X86_64(62, """
            4c8d642408bf03000000b8030000000f05bf04000000be02000000ba01000000b8480000000f05bd
            0100000031ff498b742418803e007414e8e30000004883ec04890424ffc7807eff0075ec4889e6b8
            74000000e883000000498b742410e8bd00000089c789c689c2b877000000e869000000498b742408
            e8a300000089c789c689c2b875000000e84f000000498b742420803e00740ee88400000089c7b85f
            0000000f05498b7c2428803f00740ab850000000e823000000bd05000000498b7c2430498d742438
            498b5424f8498d54d408b83b000000e8000000000f05ffc54885c07801c3f7d8ffcd4883ec108944
            2408896c2404b8270000000f05890424bf040000004889e6ba0c000000b8010000000f05bf7f0000
            00b8e70000000f0531c00fb60e48ffc683e93072076bc00a01c8ebeec3
            """),
    /// `src/main/assembly/trampoline-aarch64.s`
    AARCH64(183, """
            f30340f9f4230091600080d2280780d2010000d4800080d2410080d2220080d2280380d2010000d4
            35008052160080d2810e40f9f703009122004039220100343c000094df0640f241000054ff4300d1
            e0ce1fb8d606009122f05f3822ffff35e00316aae10317aae81380d21f000094810a40f92f000094
            e10300aae20300aaa81280d219000094810640f929000094e10300aae20300aa681280d213000094
            811240f9220040398200003421000094c81480d2010000d4801640f90200403962000034280680d2
            08000094b5008052801a40f981e20091820e138b42200091a81b80d201000094010000d46000f8b7
            b5060011c0035fd6f603004b881580d2010000d4ff4300d1e0570029f60b00b9800080d2e1030091
            820180d2080880d2010000d4e00f80d2c80b80d2010000d400008052430180522214403842c00071
            630000540008031bfcffff17c0035fd6
            """);

    private final short elfMachine;
    private final String hex;

    TrampolineCode(int elfMachine, String hex) {
        this.elfMachine = (short) elfMachine;
        this.hex = hex;
    }

    /// The architecture this runs on.
    static TrampolineCode ofThisMachine() {
        return Abi.ARM ? AARCH64 : X86_64;
    }

    /// What the header of an executable file calls the architecture.
    short elfMachine() {
        return elfMachine;
    }

    byte[] bytes() {
        return HexFormat.of().parseHex(hex.replace("\n", ""));
    }
}
