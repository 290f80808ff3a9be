# A call over several lines.
def combine(first, second, third):
    return first + second + third


print(
    "sum",
    combine(
        1,
        2,
        "three",
    ),
)
