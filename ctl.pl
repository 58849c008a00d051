# taskmasterctl without a JVM, for commands that are only text and an exit status. The launcher runs it in the place of
# the client, with the client's own command line behind what it knows:
#
#   perl ctl.pl BUILD TERMINALS COLUMNS JAVA... org.taskmaster.cli.Ctl WORD...
#
# It finds the socket of the supervisor in a note that the client has left (SocketNote), has the supervisor do the command
# line (the package ctl), and shows the answer. Whatever is out of the ordinary is left to the client, by becoming it: so
# nothing here explains anything. docs/decisions/0022-client-without-a-jvm.md says why it is Perl, and what it may do.
use strict;

# Perl's modules for this would take longer than all the rest. The numbers are those of Linux on every machine that we run on.
use constant { AF_UNIX => 1, SOCK_STREAM => 1, LONGEST_PATH => 107, BROKEN_PIPE => 32 };

# How soon the client takes over from a supervisor that says nothing, in seconds.
use constant PATIENCE => 1;

# What commands do. Those that look can be asked again. Those that act have done so once they were sent. Those that may
# wait tell a terminal what for, which is the client's to do.
my %does = (
    (map { $_ => 'looks' } qw(status pid version avail)),
    (map { $_ => 'acts' } qw(signal)),
    (map { $_ => 'waits' } qw(start stop restart disable enable wait)),
);

my ($build, $terminals, $columns) = splice @ARGV, 0, 3;
my ($main) = grep { $ARGV[$_] eq 'org.taskmaster.cli.Ctl' } 0 .. $#ARGV;
my @client = splice @ARGV, 0, $main + 1;
my @words = @ARGV;

my ($options, $file, $url, $reason) = options(@words);
my @command = @words[$options .. $#words];
my $does = $does{$command[0] // ''} // become_client(@words);
become_client(@words) if grep { $_ eq '--json' } @command;
become_client(@words) if $does eq 'waits' && $terminals =~ /out/;

my $answer = ask(supervisor(), request());
my ($status, $errors, $output) = understood($answer);
show(\*STDERR, visible($errors));
show(\*STDOUT, visible($output));
exit $status;

# How many words stand before the command, and what they say.
sub options {
    my ($at, $file, $url, $reason) = (0);
    while ($at < @_ && $_[$at] =~ /^-/) {
        my $word = $_[$at++];
        last if $word eq '--';
        my $value =
              $word eq '-c' || $word eq '--configuration' ? \$file
            : $word eq '-s' || $word eq '--serverurl'     ? \$url
            : $word eq '--reason'                         ? \$reason
            :                                               become_client(@_);
        become_client(@_) if $at == @_ || $_[$at] eq '';
        $$value = $_[$at++];
    }
    return ($at, $file, $url, $reason);
}

# Becomes the client, which can do everything.
sub become_client {
    alarm 0;
    exec { $client[0] } @client, @_;
    die "taskmasterctl: cannot run $client[0]: $!\n";
}

# Becomes the client, which says what became of a command that was sent and may not be sent again.
sub explained {
    become_client($does eq 'looks' ? @words : (@words[0 .. $options - 1], '__lost'));
}

# A connection to the supervisor.
sub supervisor {
    my $path = defined $url ? socket_in_url() : socket_noted();
    become_client(@words) if !defined $path || length $path > LONGEST_PATH;
    $SIG{ALRM} = sub { become_client(@words) };
    alarm PATIENCE;
    socket my $server, AF_UNIX, SOCK_STREAM, 0 or become_client(@words);
    connect $server, pack 'S Z108', AF_UNIX, $path or become_client(@words);
    return $server;
}

# Where a plain path needs no reading of an address.
sub socket_in_url {
    return $url =~ m{^unix://(/[A-Za-z0-9._/-]+)$} ? $1 : undef;
}

# As the client finds it, as long as its note on the configuration holds.
sub socket_noted {
    my $root = $> == 0;
    ($file) = grep { -e } ($root ? () : 'taskmaster.yaml'), '/etc/taskmaster/taskmaster.yaml' if !defined $file;
    my $place = defined $file ? readlink '/proc/self/cwd' : undef;
    return undef if !defined $place;
    $file = "$place/$file" if $file !~ m{^/};
    my @sockets = note($file, join ':', (stat $file)[0, 1, 7, 9, 10]);
    # The client leaves another one then.
    splice @client, 1, 0, '-Dtaskmasterctl.note=wanted' if !@sockets;
    return (grep { -e } @sockets)[0];
}

# The sockets that the note on a file names, in the order in which they are looked for.
sub note {
    my ($file, $identity) = @_;
    my $home = ($ENV{XDG_STATE_HOME} // '') =~ m{^/} ? $ENV{XDG_STATE_HOME} : $ENV{HOME} // '';
    my $state = ($ENV{XDG_STATE_HOME} // '') =~ m{^/} ? $home : "$home/.local/state";
    return () if $home !~ m{^/} || ((stat $home)[4] // -1) != $>;
    my $note = "$state/taskmaster/sockets/" . unpack('%32C*', $file) % 64;
    # Another user's would name a socket of theirs.
    my ($mode, $owner) = (lstat $note)[2, 4];
    return () if !-f _ || $owner != $> || $mode & 022;
    open my $in, '<', $note or return ();
    chomp(my ($form, $of, $was, @sockets) = <$in>);
    return $form eq 'taskmaster sockets 1' && $of eq $file && $was eq $identity ? @sockets : ();
}

# What AskedLine reads.
sub request {
    my $width = ($ENV{COLUMNS} // '') ne '' ? $ENV{COLUMNS} : $columns;
    $width = 0 if $width !~ /^[0-9]{1,4}$/;
    my $colours = ($ENV{NO_COLOR} // '') eq '' && ($ENV{TERM} // '') ne 'dumb' ? 'c' : '';
    my $body = join '', map { "$_\0" } $build, $ENV{TZ} // '', $terminals =~ /out/ ? $width . $colours : '',
        $terminals =~ /err/ ? $width : '', $reason // '', @command;
    my $read = $body;
    become_client(@words) if !utf8::decode($read);
    return "POST /ctl HTTP/1.0\r\nHost: localhost\r\nContent-Type: application/vnd.taskmaster.ctl\r\nContent-Length: "
        . length($body) . "\r\n\r\n$body";
}

# Sends the request and returns all that comes back.
sub ask {
    my ($server, $request) = @_;
    signals();
    # What acts may take its time, and cannot be sent anew.
    alarm 0 if $does ne 'looks';
    # A server that turns us away without reading has answered already.
    while (length $request && defined(my $sent = syswrite $server, $request)) {
        substr($request, 0, $sent) = '';
    }
    my $answer = '';
    1 while sysread $server, $answer, 65536, length $answer;
    alarm 0;
    return $answer;
}

# Signals end the waiting as they end it in the client, which has the words for it.
sub signals {
    $SIG{PIPE} = 'IGNORE';
    my %numbers = (HUP => 1, INT => 2, TERM => 15);
    for my $name (grep { ($SIG{$_} // '') ne 'IGNORE' } keys %numbers) {
        $SIG{$name} = sub {
            exit 128 + $numbers{$name} if $does eq 'looks';
            become_client('__left', $command[0], $numbers{$name});
        };
    }
}

# The exit status and what is to be shown, of an answer that is whole.
sub understood {
    my ($code, $head, $body) = $_[0] =~ m{\AHTTP/1\.[01] ([0-9]{3}) (.*?)\r\n\r\n(.*)\z}s or explained();
    # It was turned away before anything was done, or nobody of ours is there at all.
    become_client(@words) if $code =~ /^4/ || $code == 503 || $code == 200 && $head !~ m{application/vnd\.taskmaster\.ctl};
    my ($status, $errors, $output) = $body =~ /\A([0-9]+) ([0-9]+) ([0-9]+)\n/ or explained();
    my $begin = $+[0];
    explained() if $code != 200 || length $body != $begin + $errors + $output;
    return ($status, substr($body, $begin, $errors), substr($body, $begin + $errors, $output));
}

# A text without anything that could move the cursor of a terminal, whoever it comes from.
sub visible {
    my ($text) = @_;
    return $text if $text !~ /[^\n\t -~]/;
    utf8::decode($text);
    $text =~ s/(\e\[[0-9;]*m)|([\x00-\x08\x0b-\x1f\x7f-\x9f\x{202a}-\x{202e}\x{2066}-\x{2069}])/
        $1 \/\/ sprintf ord $2 > 255 ? '\\u%x' : '\\x%02x', ord $2/gex;
    utf8::encode($text);
    return $text;
}

# Writes a text, or exits as the client does when that cannot be done.
sub show {
    my ($stream, $text) = @_;
    while (length $text) {
        my $written = syswrite $stream, $text;
        if (!defined $written) {
            exit 128 + 13 if $! == BROKEN_PIPE;
            print STDERR "taskmasterctl: cannot write the answer: " . lcfirst("$!") . "\n";
            exit 1;
        }
        substr($text, 0, $written) = '';
    }
}
