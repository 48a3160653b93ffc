"""Investment projects 工程建设项目: four stages as milestones over ordinary cases."""
