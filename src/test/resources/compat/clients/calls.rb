# Makes the calls that it reads, as JSON, a line each, with Ruby's XML-RPC; prints what came of each.
#
# usage: calls.rb PORT
require 'json'
require 'xmlrpc/client'

server = XMLRPC::Client.new('127.0.0.1', '/RPC2', ARGV[0].to_i)

def sorted(value)
  case value
  when Hash then value.sort.to_h { |key, inner| [key, sorted(inner)] }
  when Array then value.map { |inner| sorted(inner) }
  else value
  end
end

$stdin.each_line do |line|
  method, *arguments = JSON.parse(line)
  begin
    answer = sorted(server.call(method, *arguments))
  rescue XMLRPC::FaultException => fault
    answer = { fault: fault.faultCode, text: fault.faultString }
  end
  puts JSON.generate(answer)
end
