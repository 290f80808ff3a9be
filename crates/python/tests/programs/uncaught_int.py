value = int(b"33 \x80\x04")
