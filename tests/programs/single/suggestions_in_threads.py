# What is suggested for a misspelt name: locals before globals before builtins, and the first of equally near ones.
import threading

counter = 1
counters = 2


def near_local(count1, count2):
    return count3


def near_global():
    return countter


def near_builtin():
    return pint, 1


def both():
    couner = 1
    return countar, couner


def no_name():
    return qqqqqq


def long_name():
    return a_very_long_name_that_nothing_else_in_this_program_is_anywhere_near


class Thing:
    value, values, valve = 1, 2, 3


def attribute():
    return Thing().valu


def set_attribute():
    object().valu = 1


def delete_attribute():
    del Thing().valu


def of_list():
    return [].apend


for task in near_local, near_global, near_builtin, both, no_name, long_name, attribute, set_attribute, delete_attribute, of_list:
    arguments = (1, 2) if task is near_local else ()
    thread = threading.Thread(target=task, args=arguments, name=task.__name__)
    thread.start()
    thread.join()   
counted  
