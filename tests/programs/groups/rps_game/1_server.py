# Rock, paper, scissors over pickled tuples; two players in turn.
import pickle
import socket
from collections import Counter

WINS = {("rock", "scissors"), ("scissors", "paper"), ("paper", "rock")}


def receive(conn):
    size = int.from_bytes(conn.recv(4), "big")
    data = b""
    while len(data) < size:
        data += conn.recv(size - len(data))
    return pickle.loads(data)


def send(conn, *message):
    data = pickle.dumps(message)
    conn.sendall(len(data).to_bytes(4, "big") + data)


class Game:
    def __init__(self):
        self.players = []
        self.score = Counter()

    def judge(self, moves):
        a, b = moves
        if a == b:
            return None
        return 0 if (a, b) in WINS else 1

    def play(self):
        for number, (conn, name) in enumerate(self.players):
            send(conn, "start", number, name)
        for round_number in range(1, 4):
            moves = [receive(conn)[1] for conn, _ in self.players]
            winner = self.judge(moves)
            label = "draw" if winner is None else self.players[winner][1]
            self.score[label] += 1
            print(f"round {round_number}: {moves[0]:<8} {moves[1]:<8} -> {label}")
            for conn, _ in self.players:
                send(conn, "result", label)
        print(self.score.most_common())


game = Game()
with socket.create_server(("127.0.0.1", 4134)) as server:
    while len(game.players) < 2:
        conn, _ = server.accept()
        kind, name = receive(conn)
        game.players.append((conn, name))
        print(kind, name)
    game.play()
