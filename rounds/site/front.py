"""The server's front: streams and files here, everything else to Django by one hop.

The worker of the jobs lives and dies with it (`ROUNDS_JOBS_HERE`).
"""

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.db import connections

from rounds.edge.mastodon import streaming
from rounds.edge.mastodon.rounds_v1.archives import SENT
from rounds.edge.web import live
from rounds.gate.checks.text import warm_up
from rounds.jobs.work import Lane, work
from rounds.moving.parcels import MOST_SENT
from rounds.site import logs
from rounds.site.app_reads import AppReads, is_app_read
from rounds.site.bridge import Bridge, Receive, Scope, Send, plain, through_django
from rounds.site.files import Files

THREADS = 8
_FOR_ARCHIVES = {"/settings/data/bring-in", SENT}
_ROOM_FOR_FIELDS = 1024 * 1024


class Front:
    """One ASGI application: which door answers which address."""

    def __init__(self) -> None:
        logs.set_up(settings.ROUNDS.log_level)
        self._executor = ThreadPoolExecutor(THREADS, thread_name_prefix="rounds")
        self._stop = threading.Event()
        self._workers: list[threading.Thread] = []
        most = settings.ROUNDS.max_media_mb * 1024 * 1024 + _ROOM_FOR_FIELDS
        self._django = Bridge(through_django(WSGIHandler()), self._executor, most)
        self._archives = Bridge(
            through_django(WSGIHandler()), self._executor, MOST_SENT + _ROOM_FOR_FIELDS
        )
        self._reads = Bridge(AppReads(), self._executor, most, signal=False)
        self._files = Files(self._executor)
        self._streaming = streaming.Streaming(self._executor)
        self._live = live.Live(self._executor)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, socket or the server's start and stop."""
        kind = scope["type"]
        if kind == "lifespan":
            await self._lifespan(receive, send)
        elif kind == "websocket":
            await self._streaming.socket(scope, receive, send)
        else:
            await self._http(scope, receive, send)

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        path: str = scope["path"]
        if path == "/healthz":
            await plain(send, 200, "ok")
        elif path == "/health":
            await plain(send, 200, "OK")  # where, and in what letters, Mastodon's apps ask
        elif path.startswith("/static/"):
            await self._files.static(scope, receive, send)
        elif path.startswith("/media/"):
            await self._files.media(scope, receive, send)
        elif path.startswith("/api/v1/streaming"):
            await self._streaming.events(scope, receive, send)
        elif path.startswith("/live/"):
            await self._live.events(scope, receive, send)
        elif path in _FOR_ARCHIVES and await self._is_member(scope):
            await self._archives.answer(scope, receive, send)
        elif is_app_read(scope["method"], path):
            await self._reads.answer(scope, receive, send)
        else:
            await self._django.answer(scope, receive, send)

    async def _is_member(self, scope: Scope) -> bool:
        """Whether a person stands behind the request: nobody else may send as much as an archive."""
        loop = asyncio.get_running_loop()
        find = live.account_of_session
        if scope["path"] == SENT:
            find = streaming.account_of_token
        return await loop.run_in_executor(self._executor, find, scope) is not None

    async def _lifespan(self, receive: Receive, send: Send) -> None:
        while True:
            message = await receive()
            if message["type"] == "lifespan.startup":
                self.start()
                self._executor.submit(warm_up)
                await send({"type": "lifespan.startup.complete"})
            elif message["type"] == "lifespan.shutdown":
                await asyncio.get_running_loop().run_in_executor(None, self.stop)
                await send({"type": "lifespan.shutdown.complete"})
                return

    def start(self) -> None:
        """Begin to work on jobs, where this process is to."""
        if not settings.ROUNDS.jobs_here or self._workers:
            return
        lanes: list[Lane] = ["quick", "slow", "calling"]
        for lane in lanes:
            worker = threading.Thread(target=self._work, args=[lane], name=f"jobs {lane}")
            worker.daemon = True
            self._workers.append(worker)
            worker.start()

    def _work(self, lane: Lane) -> None:
        alone = settings.ROUNDS.workers == 1 and lane == "quick"
        try:
            work(self._stop, alone=alone, lane=lane)
        finally:
            connections.close_all()

    def stop(self) -> None:
        """Finish the job at hand and the answers that are being made."""
        self._stop.set()
        for worker in self._workers:
            worker.join(timeout=10)
        self._executor.shutdown(wait=False, cancel_futures=True)
