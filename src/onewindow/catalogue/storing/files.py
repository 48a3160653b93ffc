"""Which stored files an item may name: those that items have, not what somebody handed in."""

from collections.abc import Collection

from django.db.models import Exists, OuterRef, Q, QuerySet

from onewindow.catalogue.models import Material, Result
from onewindow.documents.models import Document


def files_of_catalogue(new: Collection[Document] = ()) -> QuerySet[Document]:
    """Return the documents that items have, and `new` ones that came with what is being stored.

    A digest alone gives no right: the store also has applicants' papers and letters.
    """
    own = OuterRef("pk")
    is_named = (
        Q(Exists(Material.objects.filter(blank_form=own)))
        | Q(Exists(Material.objects.filter(sample_form=own)))
        | Q(Exists(Result.objects.filter(sample=own)))
    )
    named = is_named & Q(account=None)
    return Document.objects.filter(named | Q(pk__in=[each.pk for each in new]))
