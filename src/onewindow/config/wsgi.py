"""The WSGI entry of the web process."""

import os

from django.core.wsgi import get_wsgi_application

from onewindow.config import embedded

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "onewindow.config.settings")

embedded.ensure()  # Any WSGI server may load this module by itself.
application = get_wsgi_application()
