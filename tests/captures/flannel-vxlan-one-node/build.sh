# Linux 6.18
# ip utility, iproute2-6.1.0, libbpf 1.1.2
# iptables v1.8.9 (nf_tables)
# conntrack v1.4.7 (conntrack-tools)
# BusyBox v1.35.0 (Debian 1:1.35.0-4+deb12u1+b1) multi-call binary.
ip netns add door
ip netns add sw
ip netns add alone
ip netns add one
ip netns add two
ip netns exec door sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec door sysctl -eqw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns exec door sysctl -qw net.ipv4.ip_forward=1
ip netns exec sw sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec sw sysctl -eqw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns exec alone sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec alone sysctl -eqw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns exec alone sysctl -qw net.ipv4.ip_forward=1 net.bridge.bridge-nf-call-iptables=1
ip netns exec one sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec one sysctl -eqw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns exec two sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec two sysctl -eqw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip -n sw link add name br-under index 2 type bridge
ip -n sw link add name p-door index 3 address 02:50:00:00:00:01 type veth peer name eth0 index 2 address 52:54:00:00:00:01 netns door
ip -n sw link add name p-alone index 4 address 02:50:00:00:00:11 type veth peer name eth0 index 2 address 52:54:00:00:00:11 netns alone
ip -n alone link add name cni0 index 3 address 0a:58:0a:63:05:01 mtu 1450 type bridge
ip -n alone link add name veth0468338b index 4 address 02:00:00:00:01:01 mtu 1450 type veth peer name eth0 index 2 address 0a:58:0a:63:05:02 mtu 1450 netns one
ip -n alone link add name veth60c49343 index 5 address 02:00:00:00:01:02 mtu 1450 type veth peer name eth0 index 2 address 0a:58:0a:63:05:03 mtu 1450 netns two
ip -n alone link add name flannel.1 index 6 address ee:f1:00:00:00:01 mtu 1450 type vxlan id 1 dev eth0 local 10.7.0.2 dstport 8472 nolearning
ip -n sw link set dev p-door master br-under
ip -n sw link set dev p-alone master br-under
ip -n alone link set dev veth0468338b master cni0
bridge -n alone link set dev veth0468338b hairpin on
ip -n alone link set dev veth60c49343 master cni0
bridge -n alone link set dev veth60c49343 hairpin on
ip -n door link set dev lo up
ip -n door addr add 198.51.100.7/32 dev lo
ip -n door addr add 10.7.0.14/28 dev eth0
ip -n door link set dev eth0 up
ip -n sw link set dev lo up
ip -n sw link set dev br-under up
ip -n sw link set dev p-door up
ip -n sw link set dev p-alone up
ip -n alone link set dev lo up
ip -n alone addr add 10.7.0.2/28 dev eth0
ip -n alone link set dev eth0 up
ip -n alone addr add 10.99.5.1/24 dev cni0
ip -n alone link set dev cni0 up
ip -n alone link set dev veth0468338b up
ip -n alone link set dev veth60c49343 up
ip -n alone addr add 10.99.5.0/32 dev flannel.1
ip -n alone link set dev flannel.1 up
ip -n one link set dev lo up
ip -n one addr add 10.99.5.2/24 dev eth0
ip -n one link set dev eth0 up
ip -n two link set dev lo up
ip -n two addr add 10.99.5.3/24 dev eth0
ip -n two link set dev eth0 up
ip -n alone route add default via 10.7.0.14 dev eth0
ip -n one route add default via 10.99.5.1 dev eth0
ip -n one route add 10.99.0.0/16 via 10.99.5.1 dev eth0
ip -n two route add default via 10.99.5.1 dev eth0
ip -n two route add 10.99.0.0/16 via 10.99.5.1 dev eth0
ip netns exec alone iptables-restore <<'E'
*filter
:INPUT ACCEPT [0:0]
:FORWARD ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:FLANNEL-FWD - [0:0]
-A FORWARD -m comment --comment "flanneld forward" -j FLANNEL-FWD
-A FLANNEL-FWD -s 10.99.0.0/16 -m comment --comment "flanneld forward" -j ACCEPT
-A FLANNEL-FWD -d 10.99.0.0/16 -m comment --comment "flanneld forward" -j ACCEPT
COMMIT
*nat
:PREROUTING ACCEPT [0:0]
:INPUT ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:POSTROUTING ACCEPT [0:0]
:FLANNEL-POSTRTG - [0:0]
-A POSTROUTING -m comment --comment "flanneld masq" -j FLANNEL-POSTRTG
-A FLANNEL-POSTRTG -m mark --mark 0x4000/0x4000 -m comment --comment "flanneld masq" -j RETURN
-A FLANNEL-POSTRTG -s 10.99.5.0/24 -d 10.99.0.0/16 -m comment --comment "flanneld masq" -j RETURN
-A FLANNEL-POSTRTG -s 10.99.0.0/16 -d 10.99.5.0/24 -m comment --comment "flanneld masq" -j RETURN
-A FLANNEL-POSTRTG ! -s 10.99.0.0/16 -d 10.99.5.0/24 -m comment --comment "flanneld masq" -j RETURN
-A FLANNEL-POSTRTG -s 10.99.0.0/16 ! -d 224.0.0.0/4 -m comment --comment "flanneld masq" -j MASQUERADE --random-fully
-A FLANNEL-POSTRTG ! -s 10.99.0.0/16 -d 10.99.0.0/16 -m comment --comment "flanneld masq" -j MASQUERADE --random-fully
COMMIT
E
# in door the recorder itself answers HTTP on *:80
# in one the recorder itself answers HTTP on *:8080
# in two the recorder itself answers HTTP on *:8081
