# Makes the calls that it reads, as JSON, a line each, with Perl's RPC::XML; prints what came of each.
#
# usage: calls_rpc.pl PORT
use strict;
use warnings;
use JSON::PP;
use RPC::XML::Client;

my $json = JSON::PP->new->canonical->allow_nonref;
my $server = RPC::XML::Client->new("http://127.0.0.1:$ARGV[0]/RPC2");
while (my $line = <STDIN>) {
    my $answer = $server->send_request(@{ $json->decode($line) });
    my $told = !ref $answer ? { failed => $answer }
        : $answer->is_fault ? { fault => $answer->code, text => $answer->string }
        : $answer->value;
    print $json->encode($told), "\n";
}
