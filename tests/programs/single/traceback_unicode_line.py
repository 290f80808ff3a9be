# Wide characters before the failing part: where do the carets go?
größe = {"länge": 3}
名字 = "小明"
print("ñandú", 名字, größe["länge"])
print("名字", 名字, größe["höhe"] + 1)
