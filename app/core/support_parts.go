package core

import (
	"cmp"
	"net/url"

	"latchkey/app/report"
)

func cmpText(pairs ...report.Code) int {
	for i := 0; i+1 < len(pairs); i += 2 {
		if order := cmp.Compare(pairs[i].String(), pairs[i+1].String()); order != 0 {
			return order
		}
	}
	return 0
}

// problem is the code of an error; empty without one.
func (b *bundler) problem(err error) report.Code {
	if err == nil {
		return report.Code{}
	}
	return b.make.Code(Code(err))
}

func (b *bundler) status() (report.Status, report.SessionFile, report.Storage) {
	m, found := b.make, b.around.status
	status := report.Status{
		State: m.Code(string(found.State)), SignedIn: found.SignedIn, Accounts: []report.Account{}, Problem: b.problem(b.around.statusErr),
	}
	for _, account := range found.Accounts[:min(len(found.Accounts), 50)] {
		status.Accounts = append(status.Accounts, report.Account{
			Person: m.Person(account.ID), Organization: m.Organization(account.Organization.ID, account.Organization.Name),
			Provider: m.Provider(account.Provider), Default: account.Default, State: m.Code(string(account.State)), Problem: m.Code(account.Problem),
			Verified: account.EmailVerified, Renewable: account.Renewable, SignedInAt: report.At(account.SignedInAt.Time),
			RenewedAt: report.At(account.RenewedAt.Time), EndsAt: report.At(account.AccessExpiresAt.Time),
		})
	}
	file := report.SessionFile{
		State: m.Code(found.SessionFile.State), Place: m.Path(found.SessionFile.Path), ModifiedAt: report.At(found.SessionFile.ModifiedAt.Time),
	}
	storage := report.Storage{Kind: m.Code(found.Storage.Kind), State: m.Code(found.Storage.State), Problem: m.Code(found.Storage.Problem)}
	return status, file, storage
}

func (b *bundler) provider() *report.Provider {
	m, profile := b.make, b.around.profile
	if profile.ID == "" {
		return nil
	}
	answer := profile.answer(true)
	found := &report.Provider{
		ID: m.Provider(answer.ID), Origin: m.Code(answer.Origin), Issuer: m.Address(answer.Issuer), HelpOnly: answer.HelpOnly,
		Hosts: []report.Host{}, Missing: b.codes(answer.Missing), Sources: b.codes(answer.RightsSources), Links: b.codes(sortedKeys(answer.Links)),
		Capabilities: b.codes(b.around.capabilities), PKCE: m.Code(answer.PKCE), PAR: m.Code(answer.PAR), DPoP: m.Code(answer.DPoP),
		Problem: b.problem(b.around.discoveryErr),
	}
	issuer, err := url.Parse(answer.Issuer)
	found.Loopback = err == nil && issuer.Scheme == "http"
	for _, host := range b.around.hosts[:min(len(b.around.hosts), 30)] {
		found.Hosts = append(found.Hosts, m.Host(host))
	}
	return found
}

func (b *bundler) codes(texts []string) []report.Code {
	codes := []report.Code{}
	for _, text := range texts[:min(len(texts), 30)] {
		codes = append(codes, b.make.Code(text))
	}
	return codes
}

func (b *bundler) network() report.Network {
	m := b.make
	found, err := b.core.Network(b.ctx)
	answer := report.Network{
		Proxy: m.Address(found.Proxy.URL), ProxySource: m.Code(found.Proxy.Source), ProxyUser: found.Proxy.User != "",
		Exceptions: report.Number(len(found.NoProxy)), CAFiles: report.Number(len(found.CAFiles)), MachineFile: found.MachineFile != "",
		CAIssuer: m.Name("authority", b.core.caIssuer()), Problem: b.problem(err),
	}
	if certificate := found.ClientCertificate; certificate != nil {
		answer.ClientCertificate, answer.CertificateProblem = true, m.Code(certificate.Problem)
		answer.CertificateEndsAt = report.At(certificate.ExpiresAt.Time)
	}
	return answer
}

func (b *bundler) rights() report.Rights {
	m := b.make
	answer := report.Rights{Sources: []report.Source{}, Findings: []report.Code{}}
	account, err := b.d.account()
	if err != nil {
		answer.State, answer.Problem = m.Code("none"), b.problem(err)
		return answer
	}
	snapshot := b.core.cachedRights(account)
	short, found := b.core.summary(snapshot, true), b.core.rightsAnswer(account, snapshot)
	answer.State, answer.Count, answer.Granted = m.Code(short.State), report.Number(short.Count), report.Number(short.Granted)
	answer.Pending, answer.CheckedAt = report.Number(short.Pending), report.At(short.CheckedAt.Time)
	answer.ValidUntil, answer.OfflineUntil = report.At(short.ValidUntil.Time), report.At(short.OfflineUntil.Time)
	answer.ClockSetBack = found.ClockSetBack
	for _, source := range found.Sources {
		answer.Sources = append(answer.Sources, report.Source{
			Source: m.Code(source.Source), State: m.Code(source.State), Count: report.Number(source.Count),
			CheckedAt: report.At(source.CheckedAt.Time), Problem: m.Code(source.Problem),
		})
	}
	for _, finding := range found.Findings[:min(len(found.Findings), 50)] {
		answer.Findings = append(answer.Findings, m.Code(finding.Code))
	}
	return answer
}

func (b *bundler) backups() report.Backups {
	found, err := b.core.Backups(b.ctx)
	answer := report.Backups{Count: report.Number(len(found.Backups)), Damaged: report.Number(len(found.Damaged)), Problem: b.problem(err)}
	for i, backup := range found.Backups {
		if i == 0 {
			answer.NewestAt = report.At(backup.CreatedAt.Time)
		}
		if backup.Restored {
			answer.Restored++
		}
	}
	return answer
}
