package demoidp

// redeemDevice answers a poll (RFC 8628 3.4, 3.5). A poll before the interval is
// over is told slow_down, and the interval grows by 5 seconds.
func (s *Server) redeemDevice(q tokenRequest) (map[string]any, *oauthError, error) {
	i, problem := s.pollDevice(q)
	if problem != nil {
		return nil, problem, nil
	}
	answer, err := s.issue(i)
	return answer, nil, err
}

func (s *Server) pollDevice(q tokenRequest) (issuance, *oauthError) {
	now := s.now()
	s.mu.Lock()
	defer s.mu.Unlock()
	d, ok := s.book.devices[q.form.Get("device_code")]
	if !ok || d.used {
		return issuance{}, refuse("invalid_grant", "The device code is unknown or used.")
	}
	i := issuance{key: q.key}
	var problem *oauthError
	if i.challenge, problem = s.nextChallenge(q.form, d.challenge); problem != nil {
		return issuance{}, problem
	}
	early := !d.polled.IsZero() && now.Before(d.polled.Add(d.interval))
	d.polled = now
	switch {
	case d.declined:
		return issuance{}, refuse("access_denied", "The person did not want to sign in.")
	case now.After(d.ends):
		return issuance{}, refuse("expired_token", "The code has expired.")
	case early:
		d.interval += slowDownStep
		return issuance{}, refuse("slow_down", "Asked too soon.")
	case d.grant == nil:
		return issuance{}, refuse("authorization_pending", "The person has not answered yet.")
	}
	d.grant.resources = d.resources
	if i.audience, problem = s.narrowedAudience(q.form, d.grant); problem != nil {
		return issuance{}, problem
	}
	d.used, i.grant, i.scope = true, d.grant, d.grant.scope
	return i, nil
}
