package paths

// under is the layout of a home of its own.
func (s system) under(base string) Paths {
	state := s.join(base, "state")
	return Paths{Home: base, Config: s.join(base, "config"), State: state, LockFolder: state, Cache: s.join(base, "cache")}
}

func (s system) latchkeyHome(env func(string) string) (string, error) {
	base := env("LATCHKEY_HOME")
	switch {
	case base == "":
		return "", nil
	case hasControl(base):
		return "", ErrBadHome
	case s.isAbs(base):
		return s.clean(base), nil
	case s == windows && !isPlainRelative(base):
		return "", ErrBadHome // "C:folder" and "\folder" depend on more than the current folder
	}
	current := env("PWD")
	if !s.usable(current) {
		return "", ErrRelativeHome
	}
	return s.clean(s.join(current, base)), nil
}

func linuxPlaces(env func(string) string, home string) Paths {
	xdg := func(name, fallback string) string {
		folder := env(name)
		if !linux.usable(folder) {
			folder = fallback
		}
		return linux.join(linux.clean(folder), "latchkey")
	}
	defaultState := linux.join(home, ".local", "state")
	return Paths{
		Config:     xdg("XDG_CONFIG_HOME", linux.join(home, ".config")),
		State:      xdg("XDG_STATE_HOME", defaultState),
		Cache:      xdg("XDG_CACHE_HOME", linux.join(home, ".cache")),
		LockFolder: linux.join(defaultState, "latchkey"),
	}
}

func darwinPlaces(home string) Paths {
	config := darwin.join(home, "Library", "Application Support", "Latchkey")
	state := darwin.join(config, "State")
	return Paths{Config: config, State: state, LockFolder: state, Cache: darwin.join(home, "Library", "Caches", "Latchkey")}
}

func windowsPlaces(env func(string) string, home string) Paths {
	known := func(name string, fallback ...string) string {
		if folder := env(name); windows.usable(folder) {
			return windows.clean(folder)
		}
		return windows.join(append([]string{home}, fallback...)...)
	}
	local := windows.join(known("LOCALAPPDATA", "AppData", "Local"), "Latchkey")
	return Paths{
		Config:     windows.join(known("APPDATA", "AppData", "Roaming"), "Latchkey"),
		State:      local,
		LockFolder: local,
		Cache:      windows.join(local, "Cache"),
	}
}

func (s system) machine(p *Paths, env func(string) string) {
	folder := "/etc/latchkey"
	p.MachinePolicy = folder
	switch s {
	case darwin:
		folder = "/Library/Application Support/Latchkey"
		p.MachinePolicy = "/Library/Managed Preferences"
	case windows:
		data := env("ProgramData")
		if !windows.usable(data) {
			data = `C:\ProgramData`
		}
		folder = windows.join(windows.clean(data), "Latchkey")
		p.MachinePolicy = `HKLM\Software\Policies\Latchkey`
	}
	p.MachineProviders = s.join(folder, "providers")
	p.MachineApps = s.join(folder, "apps")
}
