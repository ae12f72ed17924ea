package secretservice

import (
	"errors"
	"fmt"
	"strings"

	"github.com/godbus/dbus/v5"
)

// Sentinels of this package.
var (
	// ErrMissing means that there is no bus, no service on it, or no collection to write to.
	ErrMissing = errors.New("no secret service")
	// ErrLocked means that a person has to unlock something, and did not.
	ErrLocked = errors.New("secret service is locked")
	// ErrRefused means that bus or service denied the access, or gave a strange answer.
	ErrRefused = errors.New("secret service refused")
	// ErrNoAnswer means that the bus gave up waiting for the service.
	ErrNoAnswer = errors.New("secret service does not answer")
	// ErrBroken means that the connection ended, or that the service forgot our session.
	ErrBroken = errors.New("connection to the secret service was lost")

	// errGone means that an object disappeared between search and use.
	errGone = errors.New("no such object")
)

// classify sorts the errors of a call. Only the error's name is kept: the text
// comes from another program.
func classify(err error) error {
	var answer dbus.Error
	if !errors.As(err, &answer) {
		return fmt.Errorf("%w: %w", ErrBroken, err)
	}
	name, isBus := strings.CutPrefix(answer.Name, "org.freedesktop.DBus.Error.")
	if !isBus {
		name = strings.TrimPrefix(answer.Name, "org.freedesktop.Secret.Error.")
	}
	kind := ErrRefused
	switch {
	case name == "ServiceUnknown", name == "NameHasNoOwner", strings.HasPrefix(name, "Spawn."):
		kind = ErrMissing
	case name == "NoReply", name == "Timeout", name == "TimedOut":
		kind = ErrNoAnswer
	case name == "IsLocked":
		kind = ErrLocked
	case name == "NoSession", name == "Disconnected":
		kind = ErrBroken
	case name == "NoSuchObject", name == "UnknownObject", name == "UnknownMethod":
		kind = errGone
	}
	return fmt.Errorf("%w (%s)", kind, printable(name))
}

// printable caps a name that another program chose.
func printable(name string) string {
	clean := strings.Map(func(r rune) rune {
		if r <= ' ' || r > '~' {
			return -1
		}
		return r
	}, name)
	return clean[:min(len(clean), 80)]
}
