"""The twin: the same site whose writing ignores versions, to show what they prevent."""

import sys


def careless_write(obj, *, version, by, on_behalf_of="", **changes):
    """Write the whole row as it was read, whoever wrote meanwhile."""
    if obj.pk is None:
        obj = type(obj).objects.filter(**obj.identity()).first() or obj
    for name, value in changes.items():
        setattr(obj, name, value)
    obj.version += 1
    obj.save()
    return obj


def forget_versions():
    """Put the careless write in the place of the real one."""
    from records import actions

    actions.write = careless_write


def __getattr__(name):
    """Give gunicorn its application with the careless write in place."""
    if name != "application":
        raise AttributeError(name)
    from regio.wsgi import application

    forget_versions()
    setattr(sys.modules[__name__], name, application)
    return application
