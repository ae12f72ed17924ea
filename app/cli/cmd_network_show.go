package cli

import (
	"errors"
	"io"
	"strings"

	"latchkey/app/core"
	"latchkey/app/present"
)

// networkText writes how requests leave this computer.
func networkText(c *call, answer core.NetworkAnswer) func(io.Writer) {
	return func(out io.Writer) {
		w := c.words()
		rows := [][2]string{{w.Text("cli.network.proxy"), networkProxy(c, answer.Proxy)}}
		add := func(name, value string) {
			if value != "" {
				rows = append(rows, [2]string{w.Text("cli.network." + name), value})
			}
		}
		add("no_proxy", strings.Join(answer.NoProxy, " "))
		for _, ca := range answer.CAFiles {
			add("ca", w.Text("cli.network.ca.value",
				"path", ca.Path, "subjects", strings.Join(ca.Subjects, ", "), "source", w.Text("cli.network.source."+ca.Source)))
		}
		add("certificate", networkCertificate(c, answer.ClientCertificate))
		add("machine_file", answer.MachineFile)
		facts(out, rows)
	}
}

func networkProxy(c *call, proxy core.NetworkProxy) string {
	w := c.words()
	source := w.Text("cli.network.source." + proxy.Source)
	switch {
	case proxy.URL == "":
		return w.Text("cli.network.proxy.none", "source", source)
	case proxy.User != "":
		return w.Text("cli.network.proxy.user", "url", proxy.URL, "user", present.OneLine(proxy.User), "source", source)
	}
	return w.Text("cli.network.proxy.value", "url", proxy.URL, "source", source)
}

func networkCertificate(c *call, certificate *core.NetworkCertificate) string {
	w := c.words()
	switch {
	case certificate == nil:
		return ""
	case certificate.Err != nil:
		problem := lowerFirst(core.Explain(certificate.Err, w).Title)
		var file *core.FileError
		path := certificate.Path
		if errors.As(certificate.Err, &file) {
			path, problem = file.File, core.ReasonText(file.Reason, w)
		}
		return w.Text("cli.network.certificate.problem", "path", path, "problem", problem)
	}
	return w.Text("cli.network.certificate.value", "path", certificate.Path, "subject", certificate.Subject,
		"time", present.Moment(certificate.ExpiresAt.Time, c.Now(), w))
}
