"""Background work of cases: letters are typeset by the worker."""

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app


@app.task(name="cases.make_letter", retry=RetryStrategy(max_attempts=5, exponential_wait=2))
def make_letter_job(letter_id: int) -> None:
    """Typeset one ordered letter; running it twice makes it once."""
    from onewindow.cases.actions.letters import make_letter

    make_letter(letter_id, at=timezone.now())


@app.periodic(cron="* * * * *")
@app.task(name="cases.sweep_letters", queueing_lock="cases.sweep_letters", pass_context=False)
def sweep_letters_job(timestamp: int) -> None:
    """Make the letters that a killed worker left behind."""
    from onewindow.cases.actions.letters import make_overdue_letters

    make_overdue_letters(at=timezone.now())


@app.periodic(cron="0 17 * * *")  # UTC: one in the morning in China, by today's dates
@app.task(
    name="cases.sweep_silent_steps", queueing_lock="cases.sweep_silent_steps", pass_context=False
)
def sweep_silent_steps_job(timestamp: int) -> None:
    """Let departments agree that did not answer in time, where their silence counts (超时默认)."""
    from onewindow.cases.actions.silence import sweep_silent_steps

    sweep_silent_steps(timezone.now())


@app.periodic(cron="*/10 * * * *")
@app.task(name="cases.sweep_intake", queueing_lock="cases.sweep_intake", pass_context=False)
def sweep_intake_job(timestamp: int) -> None:
    """Let the law speak where nobody did: pre-reviews, intakes and corrections that are overdue."""
    from onewindow.cases.actions import sweep_pre_reviews, sweep_unanswered, sweep_uncorrected

    at = timezone.now()
    sweep_pre_reviews(at)
    sweep_unanswered(at)
    sweep_uncorrected(at)


@app.periodic(cron="30 16 * * *")  # UTC: half past midnight in China
@app.task(name="cases.recompute", queueing_lock="cases.recompute", pass_context=False)
def recompute_job(timestamp: int) -> None:
    """Bring running cases up to date with a calendar that changed, or a new year's table."""
    from onewindow.cases.recheck import recompute

    recompute(reason="calendar", at=timezone.now())


@app.periodic(cron="5 16 * * *")  # UTC: five past midnight in China
@app.task(name="cases.sweep_grants", queueing_lock="cases.sweep_grants", pass_context=False)
def sweep_grants_job(timestamp: int) -> None:
    """Renew permits that nobody decided on in time; end those whose days are over."""
    from onewindow.cases.actions import sweep_expired_grants, sweep_silent_renewals

    at = timezone.now()
    sweep_silent_renewals(at)
    sweep_expired_grants(at)


def order_letter(letter_id: int) -> None:
    """Queue a letter in the caller's transaction: it is made if and only if that commits."""
    make_letter_job.defer(letter_id=letter_id)


@app.periodic(cron="* * * * *")
@app.task(name="cases.tell", queueing_lock="cases.tell", pass_context=False)
def tell_job(timestamp: int) -> None:
    """Tell whom it concerns what happened since the last minute, and send what is to leave."""
    from onewindow.cases.notices import CODES, tell
    from onewindow.messages.relaying import relay
    from onewindow.messages.sending import send_waiting

    relay(tell, CODES, at=timezone.now())
    send_waiting(at=timezone.now())


@app.periodic(cron="30 0 * * *")  # UTC: half past eight in the morning in China
@app.task(name="cases.tell_of_work", queueing_lock="cases.tell_of_work", pass_context=False)
def tell_of_work_job(timestamp: int) -> None:
    """Tell the officers in the morning what waits for them."""
    from onewindow.cases.notices import tell_of_work

    tell_of_work(timezone.now())


@app.periodic(cron="10 16 * * *")  # UTC: ten past midnight in China
@app.task(name="cases.sweep_deferrals", queueing_lock="cases.sweep_deferrals", pass_context=False)
def sweep_deferrals_job(timestamp: int) -> None:
    """End the cases whose promised materials did not come in time."""
    from onewindow.cases.actions.supplying import sweep_deferrals

    sweep_deferrals(timezone.now())
