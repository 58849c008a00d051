// Makes the calls that it reads, as JSON, a line each, with one of npm's clients; prints what came of each.
//
// usage: calls.js PACKAGE PORT, with the packages found by NODE_PATH
const { promisify } = require('util');
const readline = require('readline');
const [name, port] = process.argv.slice(2);

const url = `http://127.0.0.1:${port}`;
const client = name === 'supervisord'
  ? require(name).connect(url)
  : new (require(name).SupervisordClient)(url);

function call(method, values) {
  const own = method.split('.')[1];
  return name === 'supervisord' ? promisify(client[own]).apply(client, values) : client[own](...values);
}

const sorted = (key, value) => value && typeof value === 'object' && !Array.isArray(value)
  ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
  : value;

(async () => {
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const [method, ...values] = JSON.parse(line);
    let answer;
    try {
      answer = await call(method, values);
    } catch (error) {
      answer = { fault: error.faultCode, text: error.faultString || error.message };
    }
    console.log(JSON.stringify(answer, sorted));
  }
})();
