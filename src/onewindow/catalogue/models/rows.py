"""What the rows of a version share: their order, and that they are frozen with it."""

import pgtrigger
from django.db import models

OF_ROW = "OLD.version_id, NEW.version_id"
OF_OPTION = (
    "SELECT version_id FROM catalogue_question WHERE id IN (OLD.question_id, NEW.question_id)"
)
FROZEN = """
IF EXISTS (SELECT FROM catalogue_itemversion
        WHERE id IN ({versions}) AND status NOT IN ('draft', 'returned')) THEN
    RAISE EXCEPTION 'the rows of a version under review or published do not change'
        USING ERRCODE = 'integrity_constraint_violation';
END IF;
RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
"""


def frozen(versions: str = OF_ROW) -> pgtrigger.Trigger:
    """Return the trigger that keeps a row as its version was reviewed and published."""
    return pgtrigger.Trigger(
        name="published_is_frozen",
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        when=pgtrigger.Before,
        func=FROZEN.format(versions=versions),
    )


class Element(models.Model):
    """A row of a version, in its order."""

    position = models.PositiveSmallIntegerField()

    class Meta:
        abstract = True
