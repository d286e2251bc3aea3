# Linux 6.18
# ip utility, iproute2-6.1.0, libbpf 1.1.2
# iptables v1.8.9 (nf_tables)
# conntrack v1.4.7 (conntrack-tools)
# BusyBox v1.35.0 (Debian 1:1.35.0-4+deb12u1+b1) multi-call binary.
ip netns add edge
ip netns add lan
ip netns add solo
ip netns add front
ip netns add shop.cart
ip netns exec edge sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec edge sysctl -eqw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns exec edge sysctl -qw net.ipv4.ip_forward=1
ip netns exec lan sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec lan sysctl -eqw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns exec solo sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec solo sysctl -eqw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns exec solo sysctl -qw net.ipv4.ip_forward=1 net.bridge.bridge-nf-call-iptables=1
ip netns exec front sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec front sysctl -eqw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns exec shop.cart sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec shop.cart sysctl -eqw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip -n lan link add name br-lan index 2 type bridge
ip -n lan link add name p-edge index 3 address 02:50:00:00:00:01 type veth peer name eth0 index 2 address 52:54:00:00:00:01 netns edge
ip -n lan link add name p-solo index 4 address 02:50:00:00:00:11 type veth peer name eth0 index 2 address 52:54:00:00:00:11 netns solo
ip -n solo link add name cbr0 index 3 address 0a:58:0a:64:00:01 type bridge
ip -n solo link add name vethb937199e index 4 address 02:00:00:00:01:01 type veth peer name eth0 index 2 address 0a:58:0a:64:00:02 netns front
ip -n solo link add name veth5f34a271 index 5 address 02:00:00:00:01:02 type veth peer name eth0 index 2 address 0a:58:0a:64:00:03 netns shop.cart
ip -n lan link set dev p-edge master br-lan
ip -n lan link set dev p-solo master br-lan
ip -n solo link set dev vethb937199e master cbr0
ip -n solo link set dev veth5f34a271 master cbr0
ip -n edge link set dev lo up
ip -n edge addr add 198.51.100.7/32 dev lo
ip -n edge addr add 172.20.3.254/22 dev eth0
ip -n edge link set dev eth0 up
ip -n lan link set dev lo up
ip -n lan link set dev br-lan up
ip -n lan link set dev p-edge up
ip -n lan link set dev p-solo up
ip -n solo link set dev lo up
ip -n solo addr add 172.20.0.5/22 dev eth0
ip -n solo link set dev eth0 up
ip -n solo addr add 10.100.0.1/24 dev cbr0
ip -n solo link set dev cbr0 promisc on
ip -n solo link set dev cbr0 up
ip -n solo link set dev vethb937199e up
ip -n solo link set dev veth5f34a271 up
ip -n front link set dev lo up
ip -n front addr add 10.100.0.2/24 dev eth0
ip -n front link set dev eth0 up
ip -n shop.cart link set dev lo up
ip -n shop.cart addr add 10.100.0.3/24 dev eth0
ip -n shop.cart link set dev eth0 up
ip -n solo route add default via 172.20.3.254 dev eth0
ip -n front route add default via 10.100.0.1 dev eth0
ip -n shop.cart route add default via 10.100.0.1 dev eth0
ip netns exec solo iptables-restore <<'E'
*nat
:PREROUTING ACCEPT [0:0]
:INPUT ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:POSTROUTING ACCEPT [0:0]
-A POSTROUTING ! -d 10.0.0.0/8 -m comment --comment "kubenet: SNAT for outbound traffic from cluster" -m addrtype ! --dst-type LOCAL -j MASQUERADE
COMMIT
E
# in edge the recorder itself answers HTTP on *:80
# in front the recorder itself answers HTTP on *:8080
# in shop.cart the recorder itself answers HTTP on *:7070
