#!/usr/bin/env bash
# Makes a Debian ready for the course. The dev container is built with it, and .ci/clean-debian runs it on a Debian that has nothing else.
#
#   set-up.sh            everything
#   set-up.sh machine    what needs root: system packages, the .NET SDK, Jupyter (as root, or with sudo)
#   set-up.sh project    what the user owns: packages restored for work offline, the podnet tool and its kernel
#
# What is there already is used:
#   dotnet with an SDK 10.0 on the PATH is not downloaded again;
#   neither is Jupyter, when jupyter-lab or jupyter-notebook is on the PATH. JupyterLab comes from PyPI; PODNET_JUPYTER=debian takes
#   Debian's Jupyter Notebook instead, and so does a machine that does not reach PyPI.
set -euo pipefail

as_root() { if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi; }
install_packages() { as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null; }
say() { echo "== $*"; }

set_up_machine() {
  say "system packages"
  as_root apt-get update -qq
  # The SDK needs some version of ICU; the last line is what "podnet lab record" uses.
  install_packages ca-certificates curl git less procps sudo python3 python3-venv \
    "$(apt-cache pkgnames libicu | grep -E '^libicu[0-9]+$' | sort -V | tail -n 1)" \
    iproute2 iptables conntrack busybox-static iputils-ping traceroute
  set_up_dotnet
  set_up_jupyter
}

set_up_dotnet() {
  if dotnet --list-sdks 2>/dev/null | grep -q '^10\.0\.'; then say ".NET SDK: $(dotnet --version) is there"; return; fi
  say ".NET SDK"
  local script
  script=$(mktemp)
  curl -fsSL https://dot.net/v1/dotnet-install.sh -o "$script"
  as_root bash "$script" --channel 10.0 --install-dir /usr/share/dotnet
  as_root ln -sf /usr/share/dotnet/dotnet /usr/local/bin/dotnet
  rm "$script"
}

set_up_jupyter() {
  if command -v jupyter-lab jupyter-notebook >/dev/null; then say "Jupyter is there"; return; fi
  if [ "${PODNET_JUPYTER:-}" != debian ] && curl -fsI -m 20 -o /dev/null https://pypi.org/simple/jupyterlab/; then
    say "JupyterLab"
    as_root python3 -m venv /opt/jupyter
    as_root /opt/jupyter/bin/pip install --quiet --no-cache-dir jupyterlab
    as_root ln -sf /opt/jupyter/bin/jupyter* /usr/local/bin/
  else
    say "Jupyter Notebook, Debian's"
    install_packages jupyter-notebook jupyter-nbconvert
  fi
}

set_up_project() {
  cd "$(dirname "$0")/.."
  local target="$HOME/.local/lib/podnet" architecture
  architecture=$(uname -m | sed -e s/x86_64/x64/ -e s/aarch64/arm64/)
  say "the podnet tool"
  # Compiled ahead of time it starts twice as fast; where the compiler for that cannot be had, the plain build does as well.
  publish "$target" -r "linux-$architecture" --self-contained false -p:PublishReadyToRun=true || publish "$target"
  mkdir -p "$HOME/.local/bin"
  ln -sf "$target/podnet" "$HOME/.local/bin/podnet"
  say "the kernel"
  "$target/podnet" jupyter install --user
  say "the package for .NET Interactive"
  dotnet pack src/PodNet.Interactive -c Release -nologo -clp:ErrorsOnly -p:RunAnalyzers=false --artifacts-path artifacts/packing -o "$target/packages"
  "$target/podnet" package install
  # After the tool: publishing for one machine restores its projects in another way than "dotnet run" and "dotnet test" need them.
  say "packages of all projects"
  dotnet restore PodNetKernel.sln -nologo -clp:ErrorsOnly
}

publish() {
  local target=$1
  shift
  dotnet publish src/PodNet.Cli -c Release -nologo -clp:ErrorsOnly -p:RunAnalyzers=false -o "$target" "$@"
}

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
case "${1:-all}" in
  all) set_up_machine; set_up_project ;;
  machine) set_up_machine ;;
  project) set_up_project ;;
  *) echo "set-up.sh [machine|project]" >&2; exit 2 ;;
esac
say "ready"
