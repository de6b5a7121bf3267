// client.js receive|echo URL: the client of Debian's node-ws.
const WebSocket = require('ws');

const [what, url] = process.argv.slice(2);
const socket = new WebSocket(url, { maxPayload: 0 });
socket.on('message', (data, isBinary) => {
  if (what === 'echo') socket.send(data, { binary: isBinary });
});
