from http.server import BaseHTTPRequestHandler, HTTPServer
import json


class Api(BaseHTTPRequestHandler):
    notes = []

    def reply(self, code, value):
        body = json.dumps(value).encode()
        self.send_response(code)
        self.send_header('Content-Type', 'application/json')
        self.send_header('Content-Length', str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        if self.path == '/notes':
            self.reply(200, self.notes)
        else:
            self.reply(404, {'error': self.path})

    def do_POST(self):
        size = int(self.headers.get('Content-Length', 0))
        note = json.loads(self.rfile.read(size))
        self.notes.append(note)
        print(self.command, self.path, self.request_version, self.headers['content-type'], 'X-No' in self.headers, note)
        self.reply(201, note)

    def log_message(self, form, *args):
        print('log', self.client_address[0], form % args)


server = HTTPServer(('127.0.0.1', 9097), Api)
print(server.server_name, server.server_port, Api.protocol_version)
for _ in range(4):
    server.handle_request()
server.server_close()
