def run(text):
    exec(text)


run('def inner(x):\n    return 10 // x\ninner(0)')
