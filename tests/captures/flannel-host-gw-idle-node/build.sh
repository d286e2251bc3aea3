# Linux 6.18
# ip utility, iproute2-6.1.0, libbpf 1.1.2
# iptables v1.8.9 (nf_tables)
# conntrack v1.4.7 (conntrack-tools)
# BusyBox v1.35.0 (Debian 1:1.35.0-4+deb12u1+b1) multi-call binary.
ip netns add gw
ip netns add sw
ip netns add busy
ip netns add idle
ip netns add only
ip netns exec gw sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec gw sysctl -eqw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns exec gw sysctl -qw net.ipv4.ip_forward=1
ip netns exec sw sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec sw sysctl -eqw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns exec busy sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec busy sysctl -eqw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns exec busy sysctl -qw net.ipv4.ip_forward=1 net.bridge.bridge-nf-call-iptables=1
ip netns exec idle sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec idle sysctl -eqw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns exec idle sysctl -qw net.ipv4.ip_forward=1 net.bridge.bridge-nf-call-iptables=1
ip netns exec only sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec only sysctl -eqw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip -n sw link add name br-under index 2 type bridge
ip -n sw link add name p-gw index 3 address 02:50:00:00:00:01 type veth peer name eth0 index 2 address 52:54:00:00:00:01 netns gw
ip -n sw link add name p-busy index 4 address 02:50:00:00:00:11 type veth peer name eth0 index 2 address 52:54:00:00:00:11 netns busy
ip -n sw link add name p-idle index 5 address 02:50:00:00:00:12 type veth peer name eth0 index 2 address 52:54:00:00:00:12 netns idle
ip -n busy link add name cni0 index 3 address 0a:58:0a:04:00:01 type bridge
ip -n busy link add name vethf5b063f2 index 4 address 02:00:00:00:01:01 type veth peer name eth0 index 2 address 0a:58:0a:04:00:02 netns only
ip -n idle link add name cni0 index 3 address 0a:58:0a:04:01:01 type bridge
ip -n sw link set dev p-gw master br-under
ip -n sw link set dev p-busy master br-under
ip -n sw link set dev p-idle master br-under
ip -n busy link set dev vethf5b063f2 master cni0
bridge -n busy link set dev vethf5b063f2 hairpin on
ip -n gw link set dev lo up
ip -n gw addr add 203.0.113.10/32 dev lo
ip -n gw addr add 192.168.50.1/24 dev eth0
ip -n gw link set dev eth0 up
ip -n sw link set dev lo up
ip -n sw link set dev br-under up
ip -n sw link set dev p-gw up
ip -n sw link set dev p-busy up
ip -n sw link set dev p-idle up
ip -n busy link set dev lo up
ip -n busy addr add 192.168.50.11/24 dev eth0
ip -n busy link set dev eth0 up
ip -n busy addr add 10.4.0.1/24 dev cni0
ip -n busy link set dev cni0 up
ip -n busy link set dev vethf5b063f2 up
ip -n idle link set dev lo up
ip -n idle addr add 192.168.50.12/24 dev eth0
ip -n idle link set dev eth0 up
ip -n idle addr add 10.4.1.1/24 dev cni0
ip -n idle link set dev cni0 up
ip -n only link set dev lo up
ip -n only addr add 10.4.0.2/24 dev eth0
ip -n only link set dev eth0 up
ip -n busy route add default via 192.168.50.1 dev eth0
ip -n busy route add 10.4.1.0/24 via 192.168.50.12 dev eth0
ip -n idle route add default via 192.168.50.1 dev eth0
ip -n idle route add 10.4.0.0/24 via 192.168.50.11 dev eth0
ip -n only route add default via 10.4.0.1 dev eth0
ip -n only route add 10.4.0.0/20 via 10.4.0.1 dev eth0
ip netns exec busy iptables-restore <<'E'
*filter
:INPUT ACCEPT [0:0]
:FORWARD ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:FLANNEL-FWD - [0:0]
-A FORWARD -m comment --comment "flanneld forward" -j FLANNEL-FWD
-A FLANNEL-FWD -s 10.4.0.0/20 -m comment --comment "flanneld forward" -j ACCEPT
-A FLANNEL-FWD -d 10.4.0.0/20 -m comment --comment "flanneld forward" -j ACCEPT
COMMIT
*nat
:PREROUTING ACCEPT [0:0]
:INPUT ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:POSTROUTING ACCEPT [0:0]
:FLANNEL-POSTRTG - [0:0]
-A POSTROUTING -m comment --comment "flanneld masq" -j FLANNEL-POSTRTG
-A FLANNEL-POSTRTG -m mark --mark 0x4000/0x4000 -m comment --comment "flanneld masq" -j RETURN
-A FLANNEL-POSTRTG -s 10.4.0.0/24 -d 10.4.0.0/20 -m comment --comment "flanneld masq" -j RETURN
-A FLANNEL-POSTRTG -s 10.4.0.0/20 -d 10.4.0.0/24 -m comment --comment "flanneld masq" -j RETURN
-A FLANNEL-POSTRTG ! -s 10.4.0.0/20 -d 10.4.0.0/24 -m comment --comment "flanneld masq" -j RETURN
-A FLANNEL-POSTRTG -s 10.4.0.0/20 ! -d 224.0.0.0/4 -m comment --comment "flanneld masq" -j MASQUERADE --random-fully
-A FLANNEL-POSTRTG ! -s 10.4.0.0/20 -d 10.4.0.0/20 -m comment --comment "flanneld masq" -j MASQUERADE --random-fully
COMMIT
E
ip netns exec idle iptables-restore <<'E'
*filter
:INPUT ACCEPT [0:0]
:FORWARD ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:FLANNEL-FWD - [0:0]
-A FORWARD -m comment --comment "flanneld forward" -j FLANNEL-FWD
-A FLANNEL-FWD -s 10.4.0.0/20 -m comment --comment "flanneld forward" -j ACCEPT
-A FLANNEL-FWD -d 10.4.0.0/20 -m comment --comment "flanneld forward" -j ACCEPT
COMMIT
*nat
:PREROUTING ACCEPT [0:0]
:INPUT ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:POSTROUTING ACCEPT [0:0]
:FLANNEL-POSTRTG - [0:0]
-A POSTROUTING -m comment --comment "flanneld masq" -j FLANNEL-POSTRTG
-A FLANNEL-POSTRTG -m mark --mark 0x4000/0x4000 -m comment --comment "flanneld masq" -j RETURN
-A FLANNEL-POSTRTG -s 10.4.1.0/24 -d 10.4.0.0/20 -m comment --comment "flanneld masq" -j RETURN
-A FLANNEL-POSTRTG -s 10.4.0.0/20 -d 10.4.1.0/24 -m comment --comment "flanneld masq" -j RETURN
-A FLANNEL-POSTRTG ! -s 10.4.0.0/20 -d 10.4.1.0/24 -m comment --comment "flanneld masq" -j RETURN
-A FLANNEL-POSTRTG -s 10.4.0.0/20 ! -d 224.0.0.0/4 -m comment --comment "flanneld masq" -j MASQUERADE --random-fully
-A FLANNEL-POSTRTG ! -s 10.4.0.0/20 -d 10.4.0.0/20 -m comment --comment "flanneld masq" -j MASQUERADE --random-fully
COMMIT
E
# in gw the recorder itself answers HTTP on *:80
# in only the recorder itself answers HTTP on *:8080
