# A beginner's program with three bugs; the third is not caught.
def count_vowels(text):
    vowels = 0
    for letter in text:
        if letter in "aeiou":
            vowels =+ 1
    return vowels


print(count_vowels("programming"))
try:
    print("Vowels: " + count_vowels("abc"))
except TypeError as problem:
    print("first bug:", problem)
scores = [10, 20, 30]
try:
    for i in range(len(scores) + 1):
        print(i, scores[i])
except IndexError as problem:
    print("second bug:", problem)
average = sum(scores) / len([s for s in scores if s > 100])
print(average)
