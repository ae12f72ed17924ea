package auth

import (
	"context"
	"errors"
	"fmt"
	"net"
	"runtime"
	"strconv"
	"syscall"
)

// ListenError says which port of the provider's list could not be bound. It
// matches [ErrListen], and no error of the system.
type ListenError struct {
	// Port is the first of the list that another program has; with Forbidden the
	// first of the list; 0 when any port would have done.
	Port int
	// Forbidden: the system gives the port to nobody, or not to this person (a
	// reserved range of Windows, a port below 1024). Nothing has to be ended.
	Forbidden bool
}

// Error names the port.
func (e *ListenError) Error() string {
	switch {
	case e.Port == 0:
		return fmt.Sprintf("%v: neither 127.0.0.1 nor ::1 can be bound", ErrListen)
	case e.Forbidden:
		return fmt.Sprintf("%v: the system forbids port %d", ErrListen, e.Port)
	}
	return fmt.Sprintf("%v: port %d is taken", ErrListen, e.Port)
}

// Unwrap returns [ErrListen].
func (e *ListenError) Unwrap() error { return ErrListen }

func bindLoopback(ctx context.Context, ports []int) (net.Listener, error) {
	if len(ports) == 0 {
		ports = []int{0}
	}
	failed := &ListenError{Port: ports[0], Forbidden: true}
	for _, port := range ports {
		listener, err := bindPort(ctx, port)
		if err == nil {
			return listener, nil
		}
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if failed.Forbidden && !isForbidden(err) {
			failed.Port, failed.Forbidden = port, false
		}
	}
	return nil, failed
}

// TryLoopback binds the address that the browser would return to, as a sign-in
// does, and lets it go at once. ports is [Provider.RedirectPorts]; the port that
// was bound is returned. Errors: [*ListenError], the context's own.
func TryLoopback(ctx context.Context, ports []int) (port int, err error) {
	listener, err := bindLoopback(ctx, ports)
	if err != nil {
		return 0, err
	}
	bound, _ := listener.Addr().(*net.TCPAddr)
	return bound.Port, listener.Close()
}

// bindPort tries both loopback addresses; its error holds what each one said.
func bindPort(ctx context.Context, port int) (net.Listener, error) {
	config := net.ListenConfig{Control: exclusiveAddress}
	var errs []error
	for _, ip := range []string{"127.0.0.1", "::1"} {
		listener, err := config.Listen(ctx, "tcp", net.JoinHostPort(ip, strconv.Itoa(port)))
		if err == nil {
			return listener, nil
		}
		errs = append(errs, err)
	}
	return nil, errors.Join(errs...)
}

// wsaeacces is what Windows says of a reserved port (WSAEACCES of winsock2.h),
// and of one that another program holds exclusively.
const wsaeacces = syscall.Errno(10013)

func isForbidden(err error) bool {
	return errors.Is(err, syscall.EACCES) || runtime.GOOS == "windows" && errors.Is(err, wsaeacces)
}
