import select as _select
import socket
import sys
import threading
from io import BufferedIOBase as _ByteStream, BytesIO as _Bytes


class BaseServer:
    timeout = None

    def __init__(self, server_address, RequestHandlerClass):
        self.server_address, self.RequestHandlerClass = server_address, RequestHandlerClass
        self._ending, self._ended = False, threading.Event()

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.server_close()

    def _knocked(self, seconds):
        return bool(_select.select([self], [], [], seconds)[0])

    def _serve(self):
        # One visitor from the door to the end; whoever was not handed on is seen off here.
        try:
            visitor, origin = self.get_request()
        except OSError:
            return
        handed_on = False
        wanted = self.verify_request(visitor, origin)
        try:
            if wanted:
                self.process_request(visitor, origin)
                handed_on = True
        except Exception:
            self.handle_error(visitor, origin)
        finally:
            if not handed_on:
                self.shutdown_request(visitor)

    def serve_forever(self, poll_interval=0.5):
        self._ended.clear()
        try:
            while not self._ending:
                # Only another thread can ask for the end: alone, there is nothing to poll for.
                alone = threading.active_count() == 1
                somebody = self._knocked(None if alone else poll_interval)
                if not self._ending:
                    if somebody:
                        self._serve()
                    self.service_actions()
        finally:
            self._ending = False
            self._ended.set()

    def handle_request(self):
        return self._serve() if self._knocked(self.timeout) else self.handle_timeout()

    def shutdown(self):
        self._ending = True
        self._ended.wait()

    # What a server does with one request, in this order.

    def verify_request(self, request, client_address):
        return True

    def process_request(self, request, client_address):
        self.finish_request(request, client_address)
        self.shutdown_request(request)

    def finish_request(self, request, client_address):
        make_handler = self.RequestHandlerClass
        make_handler(request, client_address, self)

    def shutdown_request(self, request):
        self.close_request(request)

    def handle_error(self, request, client_address):
        import traceback
        rule = "-" * 40
        print(f"{rule}\nException occurred during processing of request from {client_address}", file=sys.stderr)
        traceback.print_exc()
        print(rule, file=sys.stderr)

    # What subclasses fill in where they need it.

    def _nothing(self, *ignored):
        pass

    server_activate = server_close = service_actions = handle_timeout = close_request = _nothing


class TCPServer(BaseServer):
    address_family, socket_type = socket.AF_INET, socket.SOCK_STREAM
    request_queue_size = 5
    allow_reuse_address = allow_reuse_port = False

    def __init__(self, server_address, RequestHandlerClass, bind_and_activate=True):
        super().__init__(server_address, RequestHandlerClass)
        self.socket = socket.socket(self.address_family, self.socket_type)
        ready = not bind_and_activate
        try:
            if not ready:
                self.server_bind()
                self.server_activate()
                ready = True
        finally:
            if not ready:
                self.server_close()

    def server_bind(self):
        own = self.socket
        if self.allow_reuse_address:
            own.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        own.bind(self.server_address)
        # Port 0 has become a real one.
        self.server_address = own.getsockname()

    def server_activate(self):
        self.socket.listen(self.request_queue_size)

    def server_close(self):
        self.socket.close()

    def fileno(self):
        return self.socket.fileno()

    def get_request(self):
        return self.socket.accept()

    def shutdown_request(self, request):
        try:
            request.shutdown(socket.SHUT_WR)
        except OSError:
            # The other side has gone already.
            pass
        self.close_request(request)

    def close_request(self, request):
        request.close()


class UDPServer(TCPServer):
    socket_type = socket.SOCK_DGRAM
    max_packet_size = 8192

    def get_request(self):
        packet, sender = self.socket.recvfrom(self.max_packet_size)
        return (packet, self.socket), sender

    # A datagram has no connection that could be opened or closed.
    server_activate = shutdown_request = close_request = BaseServer._nothing


class ThreadingMixIn:
    daemon_threads, block_on_close = False, True
    _workers = ()

    def process_request(self, request, client_address):
        visit = request, client_address
        worker = threading.Thread(target=self.process_request_thread, args=visit, daemon=self.daemon_threads)
        if self.block_on_close and not worker.daemon:
            self._workers = [busy for busy in self._workers if busy.is_alive()] + [worker]
        worker.start()

    def process_request_thread(self, request, client_address):
        visit = request, client_address
        try:
            self.finish_request(*visit)
        except Exception:
            self.handle_error(*visit)
        finally:
            self.shutdown_request(request)

    def server_close(self):
        super().server_close()
        for worker in self._workers:
            worker.join()


class ThreadingTCPServer(ThreadingMixIn, TCPServer):
    pass


class ThreadingUDPServer(ThreadingMixIn, UDPServer):
    pass


class BaseRequestHandler:
    def __init__(self, request, client_address, server):
        self.request, self.client_address, self.server = request, client_address, server
        self.setup()
        try:
            self.handle()
        finally:
            self.finish()

    def _nothing(self):
        pass

    setup = handle = finish = _nothing


class StreamRequestHandler(BaseRequestHandler):
    rbufsize, wbufsize = -1, 0
    timeout, disable_nagle_algorithm = None, False

    def setup(self):
        link = self.connection = self.request
        if self.timeout is not None:
            link.settimeout(self.timeout)
        if self.disable_nagle_algorithm:
            link.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.rfile, self.wfile = link.makefile("rb", self.rbufsize), _SocketWriter(link)

    def finish(self):
        for stream in (self.wfile, self.rfile):
            stream.close()


class _SocketWriter(_ByteStream):
    def __init__(self, link):
        self._link = link

    def writable(self):
        return True

    def write(self, data):
        self._link.sendall(data)
        return len(data)

    def fileno(self):
        return self._link.fileno()


class DatagramRequestHandler(BaseRequestHandler):
    def setup(self):
        self.packet, self.socket = self.request
        self.rfile, self.wfile = _Bytes(self.packet), _Bytes()

    def finish(self):
        answer = self.wfile.getvalue()
        self.socket.sendto(answer, self.client_address)
