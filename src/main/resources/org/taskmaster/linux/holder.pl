# Keeps the terminals of programs open while no supervisor runs: what hangs a terminal up is that nobody holds its
# supervisor's end any more. Started by TerminalHolder, as
#
#   perl -fw - SENDMSG RECVMSG
#
# with the numbers of these system calls, and with four sockets: 3, the line of the supervisor that has started it; 4 and 5,
# the two ends of a queue; 6, a name to ask for them at. The terminals are in the queue: supervisors put them there and take
# them out, and nothing is ever read here. So all this does is not to end, and to hand the queue to the next supervisor.
# docs/decisions/0028-terminals.md is about it.
use strict;

# Perl's modules for this would take more memory than all the rest. The numbers are those of Linux on x86-64 and aarch64.
use constant {
    SOL_SOCKET => 1, SCM_RIGHTS => 1, SO_PEERCRED => 17, SO_PEEK_OFF => 42,
    MSG_PEEK => 2, MSG_DONTWAIT => 0x40, MSG_NOSIGNAL => 0x4000,
    TIOCGSID => 0x5429, BACKLOG => 64, MOST_TEXT => 4096, MOST_CONTROL => 1040,
};

# How often is looked whether a program still needs its terminal, in seconds, when there is no supervisor.
use constant PATIENCE => 60;

my ($sendmsg, $recvmsg) = @ARGV;
$0 = 'taskmaster-terminals';
chdir '/';
open STDIN, '<', '/dev/null';
open my $first, '+<&=', 3 or exit 1;
open my $queue, '+<&=', 5 or exit 1;
open my $name, '+<&=', 6 or exit 1;
# From now on, who asks is told our number, and not that of the supervisor that has made it.
listen $name, BACKLOG;

# The supervisors that live, by their lines: one, or the last moments of one and the next.
my %lines = (fileno $first => $first);
undef $first;
while (1) {
    my $ready = '';
    vec($ready, fileno $_, 1) = 1 for $name, values %lines;
    my $found = select $ready, undef, undef, %lines ? undef : PATIENCE;
    if ($found > 0) {
        for (grep { vec $ready, $_, 1 } keys %lines) {
            delete $lines{$_} if !sysread $lines{$_}, my $said, 1;
        }
        if (vec($ready, fileno $name, 1) && accept my $new, $name) {
            $lines{fileno $new} = $new if may_ask($new) && give($new);
        }
    }
    exit 0 if !%lines && (is_empty() || ($found == 0 && !someone_lives()));
}

# Whether it is a supervisor of our user, or root.
sub may_ask {
    my (undef, $uid) = unpack 'l3', getsockopt $_[0], SOL_SOCKET, SO_PEERCRED;
    return defined $uid && ($uid == $> || $uid == 0);
}

# Sends the queue, and the name.
sub give {
    my $text = 'k';
    my $control = pack 'Q l l l3 x4', 28, SOL_SOCKET, SCM_RIGHTS, 4, 5, 6;
    my ($message, $vector) = message(\$text, \$control);
    return syscall($sendmsg + 0, fileno $_[0], $message, MSG_DONTWAIT | MSG_NOSIGNAL) == 1;
}

# A struct msghdr, and what it points to, which has to live as long.
sub message {
    my ($text, $control) = @_;
    my $vector = pack 'P Q', $$text, length $$text;
    return (pack('Q L x4 P Q P Q l x4', 0, 0, $vector, 1, $$control, length $$control, 0), $vector);
}

sub is_empty {
    my $ready = '';
    vec($ready, fileno $queue, 1) = 1;
    return !select $ready, undef, undef, 0;
}

# Whether there is a terminal in the queue that the leader of a session has: one whose program lives. The queue is looked
# into, and stays as it is.
sub someone_lives {
    setsockopt $queue, SOL_SOCKET, SO_PEEK_OFF, pack 'l', 0;
    while (1) {
        # Memory of their own, as the kernel writes there.
        my ($text, $control) = ('', '');
        vec($text, MOST_TEXT - 1, 8) = 0;
        vec($control, MOST_CONTROL - 1, 8) = 0;
        my ($message, $vector) = message(\$text, \$control);
        my $got = syscall $recvmsg + 0, fileno $queue, $message, MSG_PEEK | MSG_DONTWAIT;
        return 0 if $got <= 0;
        my $length = unpack 'Q', $control;
        my $lives = 0;
        for (unpack 'x16 l' . int(($length - 16) / 4), $control) {
            open my $file, '+<&=', $_ or next;
            my $session = pack 'l', 0;
            $lives = 1 if ioctl $file, TIOCGSID, $session;
        }
        return 1 if $lives;
    }
}
