# Chinese text, lengths in bytes, and a cut in the middle of a character.
import socket

服务器 = socket.create_server(("127.0.0.1", 4137))
连接, 地址 = 服务器.accept()
消息 = "你好,世界!🌍"
数据 = 消息.encode("utf-8")
print(len(消息), len(数据))
连接.sendall(f"{len(数据):<10}".encode() + 数据)
print(连接.recv(100).decode("utf-8"))
print("结束", 地址[0])
print(消息 + 数据)
