# Linux 6.18
# ip utility, iproute2-6.1.0, libbpf 1.1.2
# iptables v1.8.9 (nf_tables)
# conntrack v1.4.7 (conntrack-tools)
# BusyBox v1.35.0 (Debian 1:1.35.0-4+deb12u1+b1) multi-call binary.
ip netns add border
ip netns add fabric
ip netns add oslo
ip netns add rome
ip netns add ask
ip netns add web
ip netns add prod.api
ip netns exec border sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec border sysctl -eqw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns exec border sysctl -qw net.ipv4.ip_forward=1
ip netns exec fabric sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec fabric sysctl -eqw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns exec oslo sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec oslo sysctl -eqw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns exec oslo sysctl -qw net.ipv4.ip_forward=1 net.bridge.bridge-nf-call-iptables=1
ip netns exec rome sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec rome sysctl -eqw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns exec rome sysctl -qw net.ipv4.ip_forward=1 net.bridge.bridge-nf-call-iptables=1
ip netns exec ask sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec ask sysctl -eqw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns exec web sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec web sysctl -eqw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns exec prod.api sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec prod.api sysctl -eqw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip -n fabric link add name br0 index 2 type bridge
ip -n fabric link add name p-border index 3 address 02:50:00:00:00:01 type veth peer name eth0 index 2 address 52:54:00:00:00:01 netns border
ip -n fabric link add name p-oslo index 4 address 02:50:00:00:00:11 type veth peer name eth0 index 2 address 52:54:00:00:00:11 netns oslo
ip -n fabric link add name p-rome index 5 address 02:50:00:00:00:12 type veth peer name eth0 index 2 address 52:54:00:00:00:12 netns rome
ip -n oslo link add name cni0 index 3 address 0a:58:0a:40:20:01 type bridge
ip -n oslo link add name veth42668a7e index 4 address 02:00:00:00:01:01 type veth peer name eth0 index 2 address 0a:58:0a:40:20:02 netns ask
ip -n oslo link add name veth82b3ade9 index 5 address 02:00:00:00:01:02 type veth peer name eth0 index 2 address 0a:58:0a:40:20:03 netns web
ip -n rome link add name cni0 index 3 address 0a:58:0a:40:21:01 type bridge
ip -n rome link add name veth91596d0f index 4 address 02:00:00:00:02:01 type veth peer name eth0 index 2 address 0a:58:0a:40:21:02 netns prod.api
ip -n fabric link set dev p-border master br0
ip -n fabric link set dev p-oslo master br0
ip -n fabric link set dev p-rome master br0
ip -n oslo link set dev veth42668a7e master cni0
bridge -n oslo link set dev veth42668a7e hairpin on
ip -n oslo link set dev veth82b3ade9 master cni0
bridge -n oslo link set dev veth82b3ade9 hairpin on
ip -n rome link set dev veth91596d0f master cni0
bridge -n rome link set dev veth91596d0f hairpin on
ip -n border link set dev lo up
ip -n border addr add 203.0.113.99/32 dev lo
ip -n border addr add 192.0.2.254/24 dev eth0
ip -n border link set dev eth0 up
ip -n fabric link set dev lo up
ip -n fabric link set dev br0 up
ip -n fabric link set dev p-border up
ip -n fabric link set dev p-oslo up
ip -n fabric link set dev p-rome up
ip -n oslo link set dev lo up
ip -n oslo addr add 192.0.2.21/24 dev eth0
ip -n oslo link set dev eth0 up
ip -n oslo addr add 10.64.32.1/24 dev cni0
ip -n oslo link set dev cni0 up
ip -n oslo link set dev veth42668a7e up
ip -n oslo link set dev veth82b3ade9 up
ip -n rome link set dev lo up
ip -n rome addr add 192.0.2.34/24 dev eth0
ip -n rome link set dev eth0 up
ip -n rome addr add 10.64.33.1/24 dev cni0
ip -n rome link set dev cni0 up
ip -n rome link set dev veth91596d0f up
ip -n ask link set dev lo up
ip -n ask addr add 10.64.32.2/24 dev eth0
ip -n ask link set dev eth0 up
ip -n web link set dev lo up
ip -n web addr add 10.64.32.3/24 dev eth0
ip -n web link set dev eth0 up
ip -n prod.api link set dev lo up
ip -n prod.api addr add 10.64.33.2/24 dev eth0
ip -n prod.api link set dev eth0 up
ip -n oslo route add default via 192.0.2.254 dev eth0
ip -n oslo route add 10.64.33.0/24 via 192.0.2.34 dev eth0
ip -n rome route add default via 192.0.2.254 dev eth0
ip -n rome route add 10.64.32.0/24 via 192.0.2.21 dev eth0
ip -n ask route add default via 10.64.32.1 dev eth0
ip -n ask route add 10.64.32.0/20 via 10.64.32.1 dev eth0
ip -n web route add default via 10.64.32.1 dev eth0
ip -n web route add 10.64.32.0/20 via 10.64.32.1 dev eth0
ip -n prod.api route add default via 10.64.33.1 dev eth0
ip -n prod.api route add 10.64.32.0/20 via 10.64.33.1 dev eth0
ip netns exec oslo iptables-restore <<'E'
*filter
:INPUT ACCEPT [0:0]
:FORWARD ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:FLANNEL-FWD - [0:0]
-A FORWARD -m comment --comment "flanneld forward" -j FLANNEL-FWD
-A FLANNEL-FWD -s 10.64.32.0/20 -m comment --comment "flanneld forward" -j ACCEPT
-A FLANNEL-FWD -d 10.64.32.0/20 -m comment --comment "flanneld forward" -j ACCEPT
COMMIT
*nat
:PREROUTING ACCEPT [0:0]
:INPUT ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:POSTROUTING ACCEPT [0:0]
:FLANNEL-POSTRTG - [0:0]
-A POSTROUTING -m comment --comment "flanneld masq" -j FLANNEL-POSTRTG
-A FLANNEL-POSTRTG -m mark --mark 0x4000/0x4000 -m comment --comment "flanneld masq" -j RETURN
-A FLANNEL-POSTRTG -s 10.64.32.0/24 -d 10.64.32.0/20 -m comment --comment "flanneld masq" -j RETURN
-A FLANNEL-POSTRTG -s 10.64.32.0/20 -d 10.64.32.0/24 -m comment --comment "flanneld masq" -j RETURN
-A FLANNEL-POSTRTG ! -s 10.64.32.0/20 -d 10.64.32.0/24 -m comment --comment "flanneld masq" -j RETURN
-A FLANNEL-POSTRTG -s 10.64.32.0/20 ! -d 224.0.0.0/4 -m comment --comment "flanneld masq" -j MASQUERADE --random-fully
-A FLANNEL-POSTRTG ! -s 10.64.32.0/20 -d 10.64.32.0/20 -m comment --comment "flanneld masq" -j MASQUERADE --random-fully
COMMIT
E
ip netns exec rome iptables-restore <<'E'
*filter
:INPUT ACCEPT [0:0]
:FORWARD ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:FLANNEL-FWD - [0:0]
-A FORWARD -m comment --comment "flanneld forward" -j FLANNEL-FWD
-A FLANNEL-FWD -s 10.64.32.0/20 -m comment --comment "flanneld forward" -j ACCEPT
-A FLANNEL-FWD -d 10.64.32.0/20 -m comment --comment "flanneld forward" -j ACCEPT
COMMIT
*nat
:PREROUTING ACCEPT [0:0]
:INPUT ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:POSTROUTING ACCEPT [0:0]
:FLANNEL-POSTRTG - [0:0]
-A POSTROUTING -m comment --comment "flanneld masq" -j FLANNEL-POSTRTG
-A FLANNEL-POSTRTG -m mark --mark 0x4000/0x4000 -m comment --comment "flanneld masq" -j RETURN
-A FLANNEL-POSTRTG -s 10.64.33.0/24 -d 10.64.32.0/20 -m comment --comment "flanneld masq" -j RETURN
-A FLANNEL-POSTRTG -s 10.64.32.0/20 -d 10.64.33.0/24 -m comment --comment "flanneld masq" -j RETURN
-A FLANNEL-POSTRTG ! -s 10.64.32.0/20 -d 10.64.33.0/24 -m comment --comment "flanneld masq" -j RETURN
-A FLANNEL-POSTRTG -s 10.64.32.0/20 ! -d 224.0.0.0/4 -m comment --comment "flanneld masq" -j MASQUERADE --random-fully
-A FLANNEL-POSTRTG ! -s 10.64.32.0/20 -d 10.64.32.0/20 -m comment --comment "flanneld masq" -j MASQUERADE --random-fully
COMMIT
E
# in border the recorder itself answers HTTP on *:80
# in ask the recorder itself answers HTTP on *:8080
# in web the recorder itself answers HTTP on *:80
# in prod.api the recorder itself answers HTTP on *:9090
