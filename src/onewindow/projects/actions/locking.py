"""The row of a project comes before those of its cases, always."""

from onewindow.projects.models import Project


def lock(project: Project) -> Project:
    """Return the project, locked until the transaction ends."""
    return Project.objects.select_for_update(of=("self",)).get(pk=project.pk)
