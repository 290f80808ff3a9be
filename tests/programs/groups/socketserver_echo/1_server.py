import socketserver


class Echo(socketserver.BaseRequestHandler):
    def handle(self):
        data = self.request.recv(1024).strip()
        print("from", self.client_address[0], data)
        self.request.sendall(data.upper())


class Lines(socketserver.StreamRequestHandler):
    def handle(self):
        for line in self.rfile:
            self.wfile.write(line[::-1].strip() + b"\n")


with socketserver.TCPServer(("127.0.0.1", 4130), Echo) as server:
    server.handle_request()
    server.handle_request()
with socketserver.TCPServer(("127.0.0.1", 4131), Lines) as server:
    server.handle_request()
print("served")
