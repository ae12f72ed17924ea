package report

import "strings"

func (p page) computer() section {
	r := p.r
	backups := p.number(r.Backups.Count)
	if r.Backups.Problem.text != "" {
		backups = p.problem(r.Backups.Problem)
	}
	return section{Title: p.word("section.computer"), Rows: []row{
		p.row("version", r.Program.Version.text), p.row("system", r.Program.System.text+" "+r.Program.Machine.text),
		p.row("session_file", p.term(r.SessionFile.State)+", "+p.moment(r.SessionFile.ModifiedAt)),
		p.row("storage", p.term(r.Storage.Kind)+", "+p.term(r.Storage.State)), p.row("storage_problem", p.problem(r.Storage.Problem)),
		p.row("backups", backups),
	}}
}

func (p page) session() section {
	found := section{
		Title: p.word("section.session"), None: p.word("nobody"),
		Rows:  []row{p.row("state", p.term(p.r.Status.State))},
		Heads: p.heads("person", "organization", "provider", "state", "problem", "signed_in_at", "renewed_at", "ends_at", "verified"),
	}
	if p.r.Status.Problem.text != "" {
		found.Rows = append(found.Rows, p.row("problem", p.problem(p.r.Status.Problem)))
	}
	for _, account := range p.r.Status.Accounts {
		found.Lines = append(found.Lines, []string{
			account.Person.text, account.Organization.text, account.Provider.text, p.term(account.State), p.problem(account.Problem),
			p.moment(account.SignedInAt), p.moment(account.RenewedAt), p.moment(account.EndsAt), p.yes(account.Verified),
		})
	}
	return found
}

func (p page) provider() section {
	found := section{Title: p.word("section.provider")}
	about := p.r.Provider
	if about == nil {
		found.None, found.Heads = p.word("no_provider"), []string{""}
		return found
	}
	hosts := make([]Code, 0, len(about.Hosts))
	for _, host := range about.Hosts {
		hosts = append(hosts, host.Code)
	}
	plain := func(codes []Code) string {
		texts := make([]string, 0, len(codes))
		for _, code := range codes {
			texts = append(texts, code.text)
		}
		return strings.Join(texts, ", ")
	}
	found.Rows = []row{
		p.row("provider", about.ID.text), p.row("origin", p.term(about.Origin)), p.row("issuer", about.Issuer.text),
		p.row("hosts", plain(hosts)), p.row("missing", p.terms(about.Missing)), p.row("sources", p.terms(about.Sources)),
		p.row("links", p.terms(about.Links)), p.row("capabilities", p.terms(about.Capabilities)),
		p.row("protection", "PKCE "+about.PKCE.text+", PAR "+about.PAR.text+", DPoP "+about.DPoP.text),
	}
	if about.Problem.text != "" {
		found.Rows = append(found.Rows, p.row("problem", p.problem(about.Problem)))
	}
	return found
}

func (p page) network() section {
	n := p.r.Network
	certificate := p.yes(n.ClientCertificate)
	if n.CertificateProblem.text != "" {
		certificate = p.problem(n.CertificateProblem)
	}
	found := section{Title: p.word("section.network"), Rows: []row{
		p.row("proxy", n.Proxy.text), p.row("proxy_source", p.term(n.ProxySource)), p.row("proxy_user", p.yes(n.ProxyUser)),
		p.row("no_proxy", p.number(n.Exceptions)), p.row("ca_files", p.number(n.CAFiles)), p.row("certificate", certificate),
		p.row("machine_file", p.yes(n.MachineFile)), p.row("ca_issuer", n.CAIssuer.text),
	}}
	if n.Problem.text != "" {
		found.Rows = append(found.Rows, p.row("problem", p.problem(n.Problem)))
	}
	return found
}

func (p page) rights() section {
	r := p.r.Rights
	found := section{
		Title: p.word("section.rights"), None: p.word("no_rights"), Heads: p.heads("source", "state", "count", "checked_at", "problem"),
		Rows: []row{
			p.row("state", p.term(r.State)), p.row("granted", p.word("of", "some", p.number(r.Granted), "all", p.number(r.Count))),
			p.row("pending", p.number(r.Pending)), p.row("checked_at", p.moment(r.CheckedAt)),
			p.row("valid_until", p.moment(r.ValidUntil)), p.row("offline_until", p.moment(r.OfflineUntil)),
			p.row("findings", p.findings(r.Findings)),
		},
	}
	if r.Problem.text != "" {
		found.Rows = append(found.Rows, p.row("problem", p.problem(r.Problem)))
	}
	for _, source := range r.Sources {
		found.Lines = append(found.Lines, []string{
			p.term(source.Source), p.term(source.State), p.number(source.Count), p.moment(source.CheckedAt), p.problem(source.Problem),
		})
	}
	return found
}

func (p page) findings(codes []Code) string {
	texts := make([]string, 0, len(codes))
	for _, code := range codes {
		texts = append(texts, p.problem(code))
	}
	return strings.Join(texts, ", ")
}

func (p page) apps() section {
	found := section{
		Title: p.word("section.apps"), None: p.word("no_apps"),
		Heads: p.heads("app", "version", "running", "files", "newest_at", "resettable", "last_reset"),
	}
	for _, app := range p.r.Apps.Found {
		found.Lines = append(found.Lines, []string{
			app.ID.text, app.Version.text, p.yes(app.Running), p.number(app.Files), p.moment(app.NewestAt), p.yes(app.Resettable), p.moment(app.LastReset),
		})
	}
	return found
}

func (p page) browsers() section {
	found := section{
		Title: p.word("section.browsers"), None: p.word("no_browsers"), Heads: p.heads("browser", "state", "running", "cookies", "wider"),
		Rows: []row{p.row("clearing", p.term(p.r.Browsers.Clearing))},
	}
	for _, profile := range p.r.Browsers.Profiles {
		found.Lines = append(found.Lines, []string{
			profile.Browser.text, p.term(profile.State), p.yes(profile.Running), p.number(profile.Cookies), p.number(profile.Wider),
		})
	}
	return found
}
