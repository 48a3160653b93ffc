"""The WSGI entry of the web process."""

import os

from django.core.wsgi import get_wsgi_application

from onewindow.config import embedded, static

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "onewindow.config.settings")

# Any WSGI server may load this module by itself.
embedded.ensure()
static.build_if_changed()
application = get_wsgi_application()
