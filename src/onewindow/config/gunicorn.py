"""Settings of the web server; `onewindow web` reads them, production may too.

Sync views with threads: a request mostly waits for PostgreSQL, and connections stay few
(workers × threads, one connection each).
"""

from pathlib import Path

from onewindow.config import environment

wsgi_app = "onewindow.config.wsgi"
worker_class = "gthread"
workers = environment.number("ONEWINDOW_WEB_WORKERS", default=2)
threads = environment.number("ONEWINDOW_WEB_THREADS", default=8)
# Django is imported once, before the workers fork: half the memory, half the start.
preload_app = True
timeout = 60
graceful_timeout = 25
keepalive = 15
backlog = 512
# Heartbeats are file times; on a slow disk they would stall workers.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108  gunicorn makes it safely
limit_request_line = 8190
accesslog = "-" if environment.flag("ONEWINDOW_ACCESS_LOG") else None
# Without the query: what people look for may be somebody's number.
access_log_format = '%(h)s %(t)s "%(m)s %(U)s %(H)s" %(s)s %(b)s %(D)s'
loglevel = environment.text("ONEWINDOW_LOG", default="WARNING").lower()
control_socket_disable = True
