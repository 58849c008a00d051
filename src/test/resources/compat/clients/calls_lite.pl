# Makes the calls that it reads, as JSON, a line each, with Perl's XMLRPC::Lite; prints what came of each.
#
# usage: calls_lite.pl PORT
use strict;
use warnings;
use JSON::PP;
use XMLRPC::Lite;

my $json = JSON::PP->new->canonical->allow_nonref;
my $server = XMLRPC::Lite->proxy("http://127.0.0.1:$ARGV[0]/RPC2");
while (my $line = <STDIN>) {
    my $answer = $server->call(@{ $json->decode($line) });
    my $told = $answer->fault ? { fault => $answer->faultcode, text => $answer->faultstring } : $answer->result;
    print $json->encode($told), "\n";
}
