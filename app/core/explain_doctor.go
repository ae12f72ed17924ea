package core

// doctorProblems are the problems that only the doctor finds: no job fails with
// one of them.
func doctorProblems() []kind {
	return []kind{
		{code: "clock_wrong", exit: ExitNetwork, action: "retry"},
		{code: "clock_inexact", exit: ExitNetwork, action: "retry"},
		{code: FindingClock, exit: ExitNetwork, action: "recheck"},
		{code: "network_down", exit: ExitNetwork, action: "retry"},
		{code: "name_unresolved", exit: ExitNetwork, action: "retry"},
		{code: "captive_portal", exit: ExitNetwork, action: "retry"},
		{code: "rights_none", exit: ExitNotAllowed, action: "recheck"},
		{code: "rights_stale", exit: ExitNotAllowed, action: "recheck"},
		{code: "rights_expired", exit: ExitNotAllowed, action: "recheck"},
		{code: FindingInvitation, exit: ExitNotAllowed, action: "recheck"},
		{code: FindingNextSignIn, exit: ExitSignIn, action: "sign_in"},
		{code: FindingSeat, exit: ExitNotAllowed},
		{code: FindingUnverified, exit: ExitNotAllowed},
		{code: FindingSocial, exit: ExitNotAllowed},
		{code: FindingOtherIdentity, exit: ExitNotAllowed, action: "sign_in"},
		{code: FindingUnexpected, exit: ExitNotAllowed, action: "sign_in"},
		{code: FindingNotExpected, exit: ExitNotAllowed, action: "sign_in"},
		{code: FindingOrganization, exit: ExitNotAllowed},
		{code: "home_shared", exit: ExitUsage, action: "retry"},
		{code: "home_on_network", exit: ExitUnexpected},
		{code: "disk_nearly_full", exit: ExitUnexpected},
		{code: "app_running_old", exit: ExitBusy, action: "reset"},
		{code: "app_state_old", exit: ExitSignIn, action: "reset"},
		{code: "app_state_suspect", exit: ExitSignIn, action: "reset"},
		{code: "app_state_refused", exit: ExitUsage},
		{code: "browser_cookies_blocked", exit: ExitNotAllowed},
		{code: "browser_cookies_expire", exit: ExitNotAllowed},
		{code: "display_unavailable", exit: ExitUnexpected, action: "retry"},
		{code: "opengl_missing", exit: ExitUnexpected},
		{code: "policy_invalid", exit: ExitUsage, action: "settings"},
	}
}
