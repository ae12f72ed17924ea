package demoidp

import "net/url"

// redeemDevice answers a poll (RFC 8628 3.4, 3.5). A poll before the interval is
// over is told slow_down, and the interval grows by 5 seconds.
func (s *Server) redeemDevice(form url.Values) (map[string]any, *oauthError, error) {
	granted, problem := s.pollDevice(form.Get("device_code"))
	if problem != nil {
		return nil, problem, nil
	}
	answer, err := s.issue(granted, granted.scope, "")
	return answer, nil, err
}

func (s *Server) pollDevice(code string) (*grant, *oauthError) {
	now := s.now()
	s.mu.Lock()
	defer s.mu.Unlock()
	d, ok := s.book.devices[code]
	if !ok || d.used {
		return nil, refuse("invalid_grant", "The device code is unknown or used.")
	}
	early := !d.polled.IsZero() && now.Before(d.polled.Add(d.interval))
	d.polled = now
	switch {
	case d.declined:
		return nil, refuse("access_denied", "The person did not want to sign in.")
	case now.After(d.ends):
		return nil, refuse("expired_token", "The code has expired.")
	case early:
		d.interval += slowDownStep
		return nil, refuse("slow_down", "Asked too soon.")
	case d.grant == nil:
		return nil, refuse("authorization_pending", "The person has not answered yet.")
	}
	d.used = true
	return d.grant, nil
}
