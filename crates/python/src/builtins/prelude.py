def _collect(iterable):
    items = []
    for item in iterable:
        items.append(item)
    return items


def __rest_of_mapping__(mapping, keys):
    rest = dict(mapping)
    for key in keys:
        del rest[key]
    return rest
