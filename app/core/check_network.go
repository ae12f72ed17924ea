package core

import (
	"context"
	"net"
	"net/url"

	"latchkey/app/doctor"
	"latchkey/auth"
	"latchkey/auth/transport"
)

// networkChecks lead from this computer to the provider: each looks only when the
// one before it found nothing wrong.
func (d *diagnosis) networkChecks() []doctor.Check {
	check := func(id string, after []string) doctor.Check {
		return doctor.Check{ID: id, Link: doctor.LinkNetwork, After: after}
	}
	network, proxy := check("network", []string{"settings"}), check("proxy", []string{"network"})
	name, connection := check("name", []string{"network", "proxy"}), check("connection", []string{"name", "proxy", "clock"})
	discovery, keys := check("discovery", []string{"connection"}), check("keys", []string{"discovery"})
	endpoint := check("token-endpoint", []string{"discovery"})
	network.Look, proxy.Look, name.Look = d.lookAtNetwork, d.lookAtProxy, d.lookAtName
	connection.Look, discovery.Look, keys.Look, endpoint.Look = d.lookAtConnection, d.lookAtDiscovery, d.lookAtKeys, d.lookAtTokenEndpoint
	proxy.Patience, name.Patience = reachLimit+2*graceToSpeak, nameLimit+graceToSpeak
	connection.Patience = reachLimit + portalLimit + graceToSpeak
	discovery.Patience, keys.Patience, endpoint.Patience = askLimit+graceToSpeak, askLimit+graceToSpeak, askLimit+graceToSpeak
	return []doctor.Check{network, proxy, name, connection, discovery, keys, endpoint}
}

// away is the address of a provider on another computer, and the way there; done
// is why there is nothing to look at.
func (d *diagnosis) away(ctx context.Context) (target *url.URL, way transport.Decision, done *doctor.Finding) {
	skip := func(evidence string) (*url.URL, transport.Decision, *doctor.Finding) {
		found := doctor.Skipped(evidence)
		return nil, transport.Decision{}, &found
	}
	profile, able := d.canSignIn()
	if !able {
		return skip("no_provider_to_reach")
	}
	target, err := url.Parse(profile.Issuer)
	switch {
	case err != nil:
		return skip("no_provider_to_reach")
	case isHere(target.Hostname()):
		return skip("provider_is_here")
	}
	way, err = d.wayTo(ctx, target)
	if err != nil {
		found := fault(err, doctor.Saw("proxy_unusable"))
		if found.Code == "proxy_failed" {
			found.Fix = doctor.Fix{ID: MendProxy}
		}
		return target, way, &found
	}
	return target, way, nil
}

// lookAtNetwork says whether this computer has a network at all.
func (d *diagnosis) lookAtNetwork(ctx context.Context) doctor.Finding {
	target, way, done := d.away(ctx)
	switch {
	case target != nil && done != nil: // what is wrong with the proxy is that check's
	case done != nil:
		return *done
	case way.URL != nil && isHere(way.URL.Hostname()):
		return doctor.Skipped("proxy_is_here", "proxy", doctor.Host(way.URL.Host))
	}
	look := d.core.wire.addresses
	switch {
	case look != nil:
	case d.core.HTTP != nil:
		return doctor.Skipped("way_is_given")
	default:
		look = networkAddresses
	}
	addresses, err := look()
	if err != nil {
		return doctor.Skipped("network_unknown")
	}
	if len(addresses) == 0 {
		return doctor.Failed("network_down", doctor.Fix{ID: MendConnect}, doctor.Saw("network_down"))
	}
	return doctor.Passed("network_up")
}

// networkAddresses are those with which this computer can leave its own network
// card: no loopback, and none that it gave itself because nobody else did.
func networkAddresses() ([]net.IPNet, error) {
	cards, err := net.Interfaces()
	if err != nil {
		return nil, err
	}
	var found []net.IPNet
	for _, card := range cards {
		const works = net.FlagUp | net.FlagRunning
		if card.Flags&works != works || card.Flags&net.FlagLoopback != 0 {
			continue
		}
		addresses, err := card.Addrs()
		if err != nil {
			continue // it was unplugged just now
		}
		for _, address := range addresses {
			if own, ok := address.(*net.IPNet); ok && own.IP.IsGlobalUnicast() {
				found = append(found, *own)
			}
		}
	}
	return found, nil
}

// lookAtProxy says which proxy is taken and who decided that, and whether it lets
// the provider pass.
func (d *diagnosis) lookAtProxy(ctx context.Context) doctor.Finding {
	_, way, done := d.away(ctx)
	switch {
	case done != nil:
		return *done
	case d.core.HTTP != nil:
		return doctor.Skipped("way_is_given")
	case way.URL == nil && way.Source == transport.SourcePAC:
		return doctor.Passed("proxy_script")
	case way.URL == nil:
		return doctor.Passed("proxy_none")
	}
	proxy := doctor.Address(way.Address())
	found := d.reach(ctx)
	if _, ok := asType[*transport.SetupError](found.err); ok {
		return fault(found.err, doctor.Saw("proxy_password_unread", "proxy", proxy))
	}
	fix := doctor.Fix{ID: MendProxy, Argument: way.Address()}
	switch cause := found.cause(); {
	case cause == "proxy" && !found.Connected:
		return doctor.Failed("proxy_failed", fix, doctor.Saw("proxy_silent", "proxy", proxy)).Because(found.err)
	case cause == "proxy":
		return doctor.Failed("proxy_failed", fix, doctor.Saw("proxy_refused", "proxy", proxy)).Because(found.err)
	case cause == "proxy_auth":
		return doctor.Failed("proxy_sign_in", fix, doctor.Saw("proxy_unknown_person", "proxy", proxy)).Because(found.err)
	}
	return doctor.Passed("proxy_used", "proxy", proxy, "source", doctor.Code("proxy_from_"+way.Source))
}

// unreachable is the finding of a question without an answer.
func unreachable(err error, saw doctor.Evidence) doctor.Finding {
	found := fault(err, saw)
	if outage, ok := asType[*auth.UnreachableError](err); ok {
		switch outage.Cause {
		case "tls_expired", "tls", "tls_version":
			found.Fix = doctor.Fix{ID: MendWait}
		case "tls_hostname":
			found.Fix = doctor.Fix{ID: MendPortal}
		case "dns":
			found.Fix = doctor.Fix{ID: MendConnect}
		}
	}
	return found
}
