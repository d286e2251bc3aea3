# Linux 6.18
# ip utility, iproute2-6.1.0, libbpf 1.1.2
# iptables v1.8.9 (nf_tables)
# conntrack v1.4.7 (conntrack-tools)
# BusyBox v1.35.0 (Debian 1:1.35.0-4+deb12u1+b1) multi-call binary.
ip netns add gw
ip netns add sw
ip netns add n1
ip netns add n2
ip netns add n3
ip netns add p11
ip netns add p12
ip netns add p21
ip netns add p22
ip netns add p31
ip netns add p32
ip netns exec gw sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec gw sysctl -eqw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns exec gw sysctl -qw net.ipv4.ip_forward=1
ip netns exec sw sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec sw sysctl -eqw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns exec n1 sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec n1 sysctl -eqw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns exec n1 sysctl -qw net.ipv4.ip_forward=1 net.bridge.bridge-nf-call-iptables=1
ip netns exec n2 sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec n2 sysctl -eqw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns exec n2 sysctl -qw net.ipv4.ip_forward=1 net.bridge.bridge-nf-call-iptables=1
ip netns exec n3 sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec n3 sysctl -eqw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns exec n3 sysctl -qw net.ipv4.ip_forward=1 net.bridge.bridge-nf-call-iptables=1
ip netns exec p11 sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec p11 sysctl -eqw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns exec p12 sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec p12 sysctl -eqw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns exec p21 sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec p21 sysctl -eqw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns exec p22 sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec p22 sysctl -eqw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns exec p31 sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec p31 sysctl -eqw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns exec p32 sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec p32 sysctl -eqw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip -n sw link add name br-under index 2 type bridge
ip -n sw link add name p-gw index 3 address 02:50:00:00:00:01 type veth peer name eth0 index 2 address 52:54:00:00:00:01 netns gw
ip -n sw link add name p-n1 index 4 address 02:50:00:00:00:11 type veth peer name eth0 index 2 address 52:54:00:00:00:11 netns n1
ip -n sw link add name p-n2 index 5 address 02:50:00:00:00:12 type veth peer name eth0 index 2 address 52:54:00:00:00:12 netns n2
ip -n sw link add name p-n3 index 6 address 02:50:00:00:00:13 type veth peer name eth0 index 2 address 52:54:00:00:00:13 netns n3
ip -n n1 link add name veth11 index 3 address 02:00:00:00:01:01 type veth peer name eth0 index 2 address 0a:58:0a:f4:01:02 netns p11
ip -n n1 link add name veth12 index 4 address 02:00:00:00:01:02 type veth peer name eth0 index 2 address 0a:58:0a:f4:01:03 netns p12
ip -n n2 link add name veth21 index 3 address 02:00:00:00:02:01 type veth peer name eth0 index 2 address 0a:58:0a:f4:02:02 netns p21
ip -n n2 link add name veth22 index 4 address 02:00:00:00:02:02 type veth peer name eth0 index 2 address 0a:58:0a:f4:02:03 netns p22
ip -n n3 link add name veth31 index 3 address 02:00:00:00:03:01 type veth peer name eth0 index 2 address 0a:58:0a:f4:03:02 netns p31
ip -n n3 link add name veth32 index 4 address 02:00:00:00:03:02 type veth peer name eth0 index 2 address 0a:58:0a:f4:03:03 netns p32
ip -n sw link set dev p-gw master br-under
ip -n sw link set dev p-n1 master br-under
ip -n sw link set dev p-n2 master br-under
ip -n sw link set dev p-n3 master br-under
ip -n gw link set dev lo up
ip -n gw addr add 203.0.113.10/32 dev lo
ip -n gw addr add 192.168.50.1/24 dev eth0
ip -n gw link set dev eth0 up
ip -n sw link set dev lo up
ip -n sw link set dev br-under up
ip -n sw link set dev p-gw up
ip -n sw link set dev p-n1 up
ip -n sw link set dev p-n2 up
ip -n sw link set dev p-n3 up
ip -n n1 link set dev lo up
ip -n n1 addr add 192.168.50.11/24 dev eth0
ip -n n1 link set dev eth0 up
ip -n n1 addr add 10.244.1.1/32 dev veth11
ip -n n1 link set dev veth11 up
ip -n n1 addr add 10.244.1.1/32 dev veth12
ip -n n1 link set dev veth12 up
ip -n n2 link set dev lo up
ip -n n2 addr add 192.168.50.12/24 dev eth0
ip -n n2 link set dev eth0 up
ip -n n2 addr add 10.244.2.1/32 dev veth21
ip -n n2 link set dev veth21 up
ip -n n2 addr add 10.244.2.1/32 dev veth22
ip -n n2 link set dev veth22 up
ip -n n3 link set dev lo up
ip -n n3 addr add 192.168.50.13/24 dev eth0
ip -n n3 link set dev eth0 up
ip -n n3 addr add 10.244.3.1/32 dev veth31
ip -n n3 link set dev veth31 up
ip -n n3 addr add 10.244.3.1/32 dev veth32
ip -n n3 link set dev veth32 up
ip -n p11 link set dev lo up
ip -n p11 addr add 10.244.1.2/24 dev eth0
ip -n p11 link set dev eth0 up
ip -n p12 link set dev lo up
ip -n p12 addr add 10.244.1.3/24 dev eth0
ip -n p12 link set dev eth0 up
ip -n p21 link set dev lo up
ip -n p21 addr add 10.244.2.2/24 dev eth0
ip -n p21 link set dev eth0 up
ip -n p22 link set dev lo up
ip -n p22 addr add 10.244.2.3/24 dev eth0
ip -n p22 link set dev eth0 up
ip -n p31 link set dev lo up
ip -n p31 addr add 10.244.3.2/24 dev eth0
ip -n p31 link set dev eth0 up
ip -n p32 link set dev lo up
ip -n p32 addr add 10.244.3.3/24 dev eth0
ip -n p32 link set dev eth0 up
ip -n n1 route add default via 192.168.50.1 dev eth0
ip -n n1 route add 10.244.1.2/32 dev veth11 scope host
ip -n n1 route add 10.244.1.3/32 dev veth12 scope host
ip -n n1 route add 10.244.2.0/24 via 192.168.50.12 dev eth0
ip -n n1 route add 10.244.3.0/24 via 192.168.50.13 dev eth0
ip -n n2 route add default via 192.168.50.1 dev eth0
ip -n n2 route add 10.244.2.2/32 dev veth21 scope host
ip -n n2 route add 10.244.2.3/32 dev veth22 scope host
ip -n n2 route add 10.244.1.0/24 via 192.168.50.11 dev eth0
ip -n n2 route add 10.244.3.0/24 via 192.168.50.13 dev eth0
ip -n n3 route add default via 192.168.50.1 dev eth0
ip -n n3 route add 10.244.3.2/32 dev veth31 scope host
ip -n n3 route add 10.244.3.3/32 dev veth32 scope host
ip -n n3 route add 10.244.1.0/24 via 192.168.50.11 dev eth0
ip -n n3 route add 10.244.2.0/24 via 192.168.50.12 dev eth0
ip -n p11 route del 10.244.1.0/24 dev eth0 proto kernel src 10.244.1.2
ip -n p11 route add 10.244.1.1/32 dev eth0 src 10.244.1.2
ip -n p11 route add 10.244.1.0/24 via 10.244.1.1 dev eth0 src 10.244.1.2
ip -n p11 route add default via 10.244.1.1 dev eth0
ip -n p12 route del 10.244.1.0/24 dev eth0 proto kernel src 10.244.1.3
ip -n p12 route add 10.244.1.1/32 dev eth0 src 10.244.1.3
ip -n p12 route add 10.244.1.0/24 via 10.244.1.1 dev eth0 src 10.244.1.3
ip -n p12 route add default via 10.244.1.1 dev eth0
ip -n p21 route del 10.244.2.0/24 dev eth0 proto kernel src 10.244.2.2
ip -n p21 route add 10.244.2.1/32 dev eth0 src 10.244.2.2
ip -n p21 route add 10.244.2.0/24 via 10.244.2.1 dev eth0 src 10.244.2.2
ip -n p21 route add default via 10.244.2.1 dev eth0
ip -n p22 route del 10.244.2.0/24 dev eth0 proto kernel src 10.244.2.3
ip -n p22 route add 10.244.2.1/32 dev eth0 src 10.244.2.3
ip -n p22 route add 10.244.2.0/24 via 10.244.2.1 dev eth0 src 10.244.2.3
ip -n p22 route add default via 10.244.2.1 dev eth0
ip -n p31 route del 10.244.3.0/24 dev eth0 proto kernel src 10.244.3.2
ip -n p31 route add 10.244.3.1/32 dev eth0 src 10.244.3.2
ip -n p31 route add 10.244.3.0/24 via 10.244.3.1 dev eth0 src 10.244.3.2
ip -n p31 route add default via 10.244.3.1 dev eth0
ip -n p32 route del 10.244.3.0/24 dev eth0 proto kernel src 10.244.3.3
ip -n p32 route add 10.244.3.1/32 dev eth0 src 10.244.3.3
ip -n p32 route add 10.244.3.0/24 via 10.244.3.1 dev eth0 src 10.244.3.3
ip -n p32 route add default via 10.244.3.1 dev eth0
ip netns exec n1 iptables-restore <<'E'
*nat
:PREROUTING ACCEPT [0:0]
:INPUT ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:POSTROUTING ACCEPT [0:0]
:KIND-MASQ-AGENT - [0:0]
-A POSTROUTING -m addrtype ! --dst-type LOCAL -m comment --comment "kind-masq-agent: ensure nat POSTROUTING directs all non-LOCAL destination traffic to our custom KIND-MASQ-AGENT chain" -j KIND-MASQ-AGENT
-A KIND-MASQ-AGENT -d 10.244.0.0/16 -m comment --comment "kind-masq-agent: local traffic is not subject to MASQUERADE" -j RETURN
-A KIND-MASQ-AGENT -m comment --comment "kind-masq-agent: outbound traffic is subject to MASQUERADE (must be last in chain)" -j MASQUERADE
COMMIT
E
ip netns exec n2 iptables-restore <<'E'
*nat
:PREROUTING ACCEPT [0:0]
:INPUT ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:POSTROUTING ACCEPT [0:0]
:KIND-MASQ-AGENT - [0:0]
-A POSTROUTING -m addrtype ! --dst-type LOCAL -m comment --comment "kind-masq-agent: ensure nat POSTROUTING directs all non-LOCAL destination traffic to our custom KIND-MASQ-AGENT chain" -j KIND-MASQ-AGENT
-A KIND-MASQ-AGENT -d 10.244.0.0/16 -m comment --comment "kind-masq-agent: local traffic is not subject to MASQUERADE" -j RETURN
-A KIND-MASQ-AGENT -m comment --comment "kind-masq-agent: outbound traffic is subject to MASQUERADE (must be last in chain)" -j MASQUERADE
COMMIT
E
ip netns exec n3 iptables-restore <<'E'
*nat
:PREROUTING ACCEPT [0:0]
:INPUT ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:POSTROUTING ACCEPT [0:0]
:KIND-MASQ-AGENT - [0:0]
-A POSTROUTING -m addrtype ! --dst-type LOCAL -m comment --comment "kind-masq-agent: ensure nat POSTROUTING directs all non-LOCAL destination traffic to our custom KIND-MASQ-AGENT chain" -j KIND-MASQ-AGENT
-A KIND-MASQ-AGENT -d 10.244.0.0/16 -m comment --comment "kind-masq-agent: local traffic is not subject to MASQUERADE" -j RETURN
-A KIND-MASQ-AGENT -m comment --comment "kind-masq-agent: outbound traffic is subject to MASQUERADE (must be last in chain)" -j MASQUERADE
COMMIT
E
# in gw the recorder itself answers HTTP on *:80
# in p11 the recorder itself answers HTTP on *:8080
# in p12 the recorder itself answers HTTP on *:8080
# in p21 the recorder itself answers HTTP on *:8080
# in p22 the recorder itself answers HTTP on *:8080
# in p31 the recorder itself answers HTTP on *:8080
# in p32 the recorder itself answers HTTP on *:8080
