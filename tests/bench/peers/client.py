"""client.py receive|echo URL: the client of Debian's python3-websockets."""
import asyncio
import sys

import websockets


async def main(what, url):
    async with websockets.connect(url, max_size=None) as socket:
        async for message in socket:
            if what == 'echo':
                await socket.send(message)


asyncio.run(main(*sys.argv[1:]))
