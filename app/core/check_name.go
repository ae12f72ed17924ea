package core

import (
	"cmp"
	"context"
	"errors"
	"net"
	"net/netip"

	"latchkey/app/doctor"
)

// lookAtName says whether this network knows the name of the provider's server.
func (d *diagnosis) lookAtName(ctx context.Context) doctor.Finding {
	target, way, done := d.away(ctx)
	switch {
	case target == nil:
		return *done
	case done != nil || way.URL != nil:
		return doctor.Skipped("name_by_proxy")
	}
	host := doctor.Host(target.Hostname())
	if _, err := netip.ParseAddr(target.Hostname()); err == nil {
		return doctor.Skipped("name_is_address", "host", host)
	}
	resolver := d.core.wire.resolver
	if resolver == nil && d.core.HTTP != nil {
		return doctor.Skipped("way_is_given")
	}
	limited, cancel := context.WithTimeout(ctx, nameLimit)
	defer cancel()
	found, err := cmp.Or(resolver, net.DefaultResolver).LookupNetIP(limited, "ip", target.Hostname())
	if err == nil && len(found) > 0 {
		return doctor.Passed("name_known", "host", host, "address", doctor.Host(found[0].Unmap().String()))
	}
	if errors.Is(ctx.Err(), context.Canceled) {
		return doctor.Skipped("stopped")
	}
	var unknown *net.DNSError
	if err == nil || errors.As(err, &unknown) && unknown.IsNotFound {
		return doctor.Failed("name_unresolved", d.nameRemedy(), doctor.Saw("name_unknown", "host", host))
	}
	return doctor.Failed("name_unresolved", doctor.Fix{ID: MendConnect}, doctor.Saw("name_silent", "host", host))
}

// nameRemedy looks for the mistake where it is likelier: a name that has worked
// before is missing in this network; one that never has may be mistyped.
func (d *diagnosis) nameRemedy() doctor.Fix {
	if _, err := d.account(); err == nil {
		return doctor.Fix{ID: MendConnect}
	}
	return doctor.Fix{ID: MendProvider}
}
