# Linux 6.18
# ip utility, iproute2-6.1.0, libbpf 1.1.2
# iptables v1.8.9 (nf_tables)
# conntrack v1.4.7 (conntrack-tools)
# BusyBox v1.35.0 (Debian 1:1.35.0-4+deb12u1+b1) multi-call binary.
ip netns add gw
ip netns add sw
ip netns add ash
ip netns add elm
ip netns add ask
ip netns add web
ip netns add api
ip netns exec gw sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec gw sysctl -eqw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns exec gw sysctl -qw net.ipv4.ip_forward=1
ip netns exec sw sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec sw sysctl -eqw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns exec ash sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec ash sysctl -eqw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns exec ash sysctl -qw net.ipv4.ip_forward=1 net.bridge.bridge-nf-call-iptables=0
ip netns exec elm sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec elm sysctl -eqw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns exec elm sysctl -qw net.ipv4.ip_forward=1 net.bridge.bridge-nf-call-iptables=0
ip netns exec ask sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec ask sysctl -eqw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns exec web sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec web sysctl -eqw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns exec api sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec api sysctl -eqw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip -n sw link add name br-under index 2 type bridge
ip -n sw link add name p-gw index 3 address 02:50:00:00:00:01 type veth peer name eth0 index 2 address 52:54:00:00:00:01 netns gw
ip -n sw link add name p-ash index 4 address 02:50:00:00:00:11 type veth peer name eth0 index 2 address 52:54:00:00:00:11 netns ash
ip -n sw link add name p-elm index 5 address 02:50:00:00:00:12 type veth peer name eth0 index 2 address 52:54:00:00:00:12 netns elm
ip -n ash link add name cbr0 index 3 address 0a:58:0a:4d:01:01 type bridge
ip -n ash link add name veth42668a7e index 4 address 02:00:00:00:01:01 type veth peer name eth0 index 2 address 0a:58:0a:4d:01:02 netns ask
ip -n ash link add name veth82b3ade9 index 5 address 02:00:00:00:01:02 type veth peer name eth0 index 2 address 0a:58:0a:4d:01:03 netns web
ip -n elm link add name cbr0 index 3 address 0a:58:0a:4d:02:01 type bridge
ip -n elm link add name vethd53b356d index 4 address 02:00:00:00:02:01 type veth peer name eth0 index 2 address 0a:58:0a:4d:02:02 netns api
ip -n sw link set dev p-gw master br-under
ip -n sw link set dev p-ash master br-under
ip -n sw link set dev p-elm master br-under
ip -n ash link set dev veth42668a7e master cbr0
ip -n ash link set dev veth82b3ade9 master cbr0
ip -n elm link set dev vethd53b356d master cbr0
ip -n gw link set dev lo up
ip -n gw addr add 203.0.113.10/32 dev lo
ip -n gw addr add 192.168.50.1/24 dev eth0
ip -n gw link set dev eth0 up
ip -n sw link set dev lo up
ip -n sw link set dev br-under up
ip -n sw link set dev p-gw up
ip -n sw link set dev p-ash up
ip -n sw link set dev p-elm up
ip -n ash link set dev lo up
ip -n ash addr add 192.168.50.11/24 dev eth0
ip -n ash link set dev eth0 up
ip -n ash addr add 10.77.1.1/24 dev cbr0
ip -n ash link set dev cbr0 promisc on
ip -n ash link set dev cbr0 up
ip -n ash link set dev veth42668a7e up
ip -n ash link set dev veth82b3ade9 up
ip -n elm link set dev lo up
ip -n elm addr add 192.168.50.12/24 dev eth0
ip -n elm link set dev eth0 up
ip -n elm addr add 10.77.2.1/24 dev cbr0
ip -n elm link set dev cbr0 promisc on
ip -n elm link set dev cbr0 up
ip -n elm link set dev vethd53b356d up
ip -n ask link set dev lo up
ip -n ask addr add 10.77.1.2/24 dev eth0
ip -n ask link set dev eth0 up
ip -n web link set dev lo up
ip -n web addr add 10.77.1.3/24 dev eth0
ip -n web link set dev eth0 up
ip -n api link set dev lo up
ip -n api addr add 10.77.2.2/24 dev eth0
ip -n api link set dev eth0 up
ip -n ash route add default via 192.168.50.1 dev eth0
ip -n ash route add 10.77.2.0/24 via 192.168.50.12 dev eth0
ip -n elm route add default via 192.168.50.1 dev eth0
ip -n elm route add 10.77.1.0/24 via 192.168.50.11 dev eth0
ip -n ask route add default via 10.77.1.1 dev eth0
ip -n web route add default via 10.77.1.1 dev eth0
ip -n api route add default via 10.77.2.1 dev eth0
ip netns exec ash iptables-restore <<'E'
*nat
:PREROUTING ACCEPT [0:0]
:INPUT ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:POSTROUTING ACCEPT [0:0]
-A POSTROUTING ! -d 10.0.0.0/8 -m comment --comment "kubenet: SNAT for outbound traffic from cluster" -m addrtype ! --dst-type LOCAL -j MASQUERADE
COMMIT
E
ip netns exec elm iptables-restore <<'E'
*nat
:PREROUTING ACCEPT [0:0]
:INPUT ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:POSTROUTING ACCEPT [0:0]
-A POSTROUTING ! -d 10.0.0.0/8 -m comment --comment "kubenet: SNAT for outbound traffic from cluster" -m addrtype ! --dst-type LOCAL -j MASQUERADE
COMMIT
E
# in gw the recorder itself answers HTTP on *:80
# in ask the recorder itself answers HTTP on *:8080
# in web the recorder itself answers HTTP on *:80
# in api the recorder itself answers HTTP on *:9090
