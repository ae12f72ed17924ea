package core

import (
	"context"
	"os"
	"strconv"

	"latchkey/app/doctor"
	"latchkey/auth"
	"latchkey/session/ports"
)

// loopbackCheck says whether the browser can come back to this computer.
func (d *diagnosis) loopbackCheck() doctor.Check {
	return doctor.Check{ID: "loopback", Link: doctor.LinkSession, Look: d.lookAtLoopback}
}

// lookAtLoopback binds the address as a sign-in does, and lets it go at once.
// Whoever is signed in can work without it for now.
func (d *diagnosis) lookAtLoopback(ctx context.Context) doctor.Finding {
	profile, _ := d.profile()
	port, err := auth.TryLoopback(ctx, profile.RedirectPorts)
	switch {
	case ctx.Err() != nil:
		return doctor.Skipped("stopped")
	case err == nil && len(profile.RedirectPorts) == 0:
		return doctor.Passed("loopback_free")
	case err == nil:
		return doctor.Passed("loopback_port_free", "port", doctor.Number(port))
	}
	refused, ok := asType[*auth.ListenError](err)
	if !ok {
		return fault(err, doctor.Saw("loopback_refused"))
	}
	holder, pid, held := ports.Holder(refused.Port)
	if held && !refused.Forbidden && pid == os.Getpid() {
		return doctor.Skipped("loopback_in_use") // a sign-in waits there just now
	}
	found := doctor.Failed(Code(err), doctor.Fix{ID: MendFreePort}, portSaw(ctx, refused, holder, held)).Because(err)
	switch {
	case refused.Port == 0:
	case held && !refused.Forbidden:
		found.Fix.Argument = holder
	default:
		found.Fix.Argument = strconv.Itoa(refused.Port)
	}
	if _, err := d.account(); err == nil {
		found.Verdict = doctor.Warn
	}
	return found
}

// portSaw names who has the port: a program, or a range that the system keeps.
func portSaw(ctx context.Context, refused *auth.ListenError, holder string, held bool) doctor.Evidence {
	port := doctor.Number(refused.Port)
	switch {
	case refused.Port == 0:
		return doctor.Saw("loopback_refused")
	case !refused.Forbidden && held:
		return doctor.Saw("loopback_held", "port", port, "program", doctor.Name(holder))
	case !refused.Forbidden:
		return doctor.Saw("loopback_taken", "port", port)
	}
	if kept, ok := ports.Reserved(ctx, refused.Port); ok {
		return doctor.Saw("loopback_reserved", "port", port, "from", doctor.Number(kept.From), "to", doctor.Number(kept.To))
	}
	return doctor.Saw("loopback_forbidden", "port", port)
}
