"""What logs call things that a redesign has to know: who applies, what is a correction."""

BY_APPLICANT = ("申请人", "applicant")
CORRECTION = ("告知补正", "补正")
ANSWERED = ("提交补正",)
# What happens to a case besides the steps of its procedure.
BESIDE = (*CORRECTION, *ANSWERED, "提交申请", "撤回申请")
