# Linux 6.18
# ip utility, iproute2-6.1.0, libbpf 1.1.2
# iptables v1.8.9 (nf_tables)
# conntrack v1.4.7 (conntrack-tools)
# BusyBox v1.35.0 (Debian 1:1.35.0-4+deb12u1+b1) multi-call binary.
ip netns add gw
ip netns add sw
ip netns add mon
ip netns add tue
ip netns add wed
ip netns add thu
ip netns add fri
ip netns add sat
ip netns add sun
ip netns add m
ip netns add s
ip netns add t
ip netns exec gw sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec gw sysctl -eqw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns exec gw sysctl -qw net.ipv4.ip_forward=1
ip netns exec sw sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec sw sysctl -eqw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns exec mon sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec mon sysctl -eqw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns exec mon sysctl -qw net.ipv4.ip_forward=1 net.bridge.bridge-nf-call-iptables=1
ip netns exec tue sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec tue sysctl -eqw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns exec tue sysctl -qw net.ipv4.ip_forward=1 net.bridge.bridge-nf-call-iptables=1
ip netns exec wed sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec wed sysctl -eqw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns exec wed sysctl -qw net.ipv4.ip_forward=1 net.bridge.bridge-nf-call-iptables=1
ip netns exec thu sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec thu sysctl -eqw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns exec thu sysctl -qw net.ipv4.ip_forward=1 net.bridge.bridge-nf-call-iptables=1
ip netns exec fri sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec fri sysctl -eqw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns exec fri sysctl -qw net.ipv4.ip_forward=1 net.bridge.bridge-nf-call-iptables=1
ip netns exec sat sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec sat sysctl -eqw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns exec sat sysctl -qw net.ipv4.ip_forward=1 net.bridge.bridge-nf-call-iptables=1
ip netns exec sun sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec sun sysctl -eqw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns exec sun sysctl -qw net.ipv4.ip_forward=1 net.bridge.bridge-nf-call-iptables=1
ip netns exec m sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec m sysctl -eqw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns exec s sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec s sysctl -eqw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns exec t sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec t sysctl -eqw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip -n sw link add name br-under index 2 type bridge
ip -n sw link add name p-gw index 3 address 02:50:00:00:00:01 type veth peer name eth0 index 2 address 52:54:00:00:00:01 netns gw
ip -n sw link add name p-mon index 4 address 02:50:00:00:00:11 type veth peer name eth0 index 2 address 52:54:00:00:00:11 netns mon
ip -n sw link add name p-tue index 5 address 02:50:00:00:00:12 type veth peer name eth0 index 2 address 52:54:00:00:00:12 netns tue
ip -n sw link add name p-wed index 6 address 02:50:00:00:00:13 type veth peer name eth0 index 2 address 52:54:00:00:00:13 netns wed
ip -n sw link add name p-thu index 7 address 02:50:00:00:00:14 type veth peer name eth0 index 2 address 52:54:00:00:00:14 netns thu
ip -n sw link add name p-fri index 8 address 02:50:00:00:00:15 type veth peer name eth0 index 2 address 52:54:00:00:00:15 netns fri
ip -n sw link add name p-sat index 9 address 02:50:00:00:00:16 type veth peer name eth0 index 2 address 52:54:00:00:00:16 netns sat
ip -n sw link add name p-sun index 10 address 02:50:00:00:00:17 type veth peer name eth0 index 2 address 52:54:00:00:00:17 netns sun
ip -n mon link add name cni0 index 3 address 0a:58:0a:20:00:01 type bridge
ip -n mon link add name veth30bd264d index 4 address 02:00:00:00:01:01 type veth peer name eth0 index 2 address 0a:58:0a:20:00:02 netns m
ip -n tue link add name cni0 index 3 address 0a:58:0a:20:01:01 type bridge
ip -n wed link add name cni0 index 3 address 0a:58:0a:20:02:01 type bridge
ip -n thu link add name cni0 index 3 address 0a:58:0a:20:03:01 type bridge
ip -n thu link add name veth3b989295 index 4 address 02:00:00:00:04:01 type veth peer name eth0 index 2 address 0a:58:0a:20:03:02 netns t
ip -n fri link add name cni0 index 3 address 0a:58:0a:20:04:01 type bridge
ip -n sat link add name cni0 index 3 address 0a:58:0a:20:05:01 type bridge
ip -n sun link add name cni0 index 3 address 0a:58:0a:20:06:01 type bridge
ip -n sun link add name veth492bdd60 index 4 address 02:00:00:00:07:01 type veth peer name eth0 index 2 address 0a:58:0a:20:06:02 netns s
ip -n sw link set dev p-gw master br-under
ip -n sw link set dev p-mon master br-under
ip -n sw link set dev p-tue master br-under
ip -n sw link set dev p-wed master br-under
ip -n sw link set dev p-thu master br-under
ip -n sw link set dev p-fri master br-under
ip -n sw link set dev p-sat master br-under
ip -n sw link set dev p-sun master br-under
ip -n mon link set dev veth30bd264d master cni0
bridge -n mon link set dev veth30bd264d hairpin on
ip -n thu link set dev veth3b989295 master cni0
bridge -n thu link set dev veth3b989295 hairpin on
ip -n sun link set dev veth492bdd60 master cni0
bridge -n sun link set dev veth492bdd60 hairpin on
ip -n gw link set dev lo up
ip -n gw addr add 203.0.113.10/32 dev lo
ip -n gw addr add 10.10.0.1/16 dev eth0
ip -n gw link set dev eth0 up
ip -n sw link set dev lo up
ip -n sw link set dev br-under up
ip -n sw link set dev p-gw up
ip -n sw link set dev p-mon up
ip -n sw link set dev p-tue up
ip -n sw link set dev p-wed up
ip -n sw link set dev p-thu up
ip -n sw link set dev p-fri up
ip -n sw link set dev p-sat up
ip -n sw link set dev p-sun up
ip -n mon link set dev lo up
ip -n mon addr add 10.10.0.11/16 dev eth0
ip -n mon link set dev eth0 up
ip -n mon addr add 10.32.0.1/24 dev cni0
ip -n mon link set dev cni0 up
ip -n mon link set dev veth30bd264d up
ip -n tue link set dev lo up
ip -n tue addr add 10.10.0.12/16 dev eth0
ip -n tue link set dev eth0 up
ip -n tue addr add 10.32.1.1/24 dev cni0
ip -n tue link set dev cni0 up
ip -n wed link set dev lo up
ip -n wed addr add 10.10.0.13/16 dev eth0
ip -n wed link set dev eth0 up
ip -n wed addr add 10.32.2.1/24 dev cni0
ip -n wed link set dev cni0 up
ip -n thu link set dev lo up
ip -n thu addr add 10.10.0.14/16 dev eth0
ip -n thu link set dev eth0 up
ip -n thu addr add 10.32.3.1/24 dev cni0
ip -n thu link set dev cni0 up
ip -n thu link set dev veth3b989295 up
ip -n fri link set dev lo up
ip -n fri addr add 10.10.0.15/16 dev eth0
ip -n fri link set dev eth0 up
ip -n fri addr add 10.32.4.1/24 dev cni0
ip -n fri link set dev cni0 up
ip -n sat link set dev lo up
ip -n sat addr add 10.10.0.16/16 dev eth0
ip -n sat link set dev eth0 up
ip -n sat addr add 10.32.5.1/24 dev cni0
ip -n sat link set dev cni0 up
ip -n sun link set dev lo up
ip -n sun addr add 10.10.0.17/16 dev eth0
ip -n sun link set dev eth0 up
ip -n sun addr add 10.32.6.1/24 dev cni0
ip -n sun link set dev cni0 up
ip -n sun link set dev veth492bdd60 up
ip -n m link set dev lo up
ip -n m addr add 10.32.0.2/24 dev eth0
ip -n m link set dev eth0 up
ip -n s link set dev lo up
ip -n s addr add 10.32.6.2/24 dev eth0
ip -n s link set dev eth0 up
ip -n t link set dev lo up
ip -n t addr add 10.32.3.2/24 dev eth0
ip -n t link set dev eth0 up
ip -n mon route add default via 10.10.0.1 dev eth0
ip -n mon route add 10.32.1.0/24 via 10.10.0.12 dev eth0
ip -n mon route add 10.32.2.0/24 via 10.10.0.13 dev eth0
ip -n mon route add 10.32.3.0/24 via 10.10.0.14 dev eth0
ip -n mon route add 10.32.4.0/24 via 10.10.0.15 dev eth0
ip -n mon route add 10.32.5.0/24 via 10.10.0.16 dev eth0
ip -n mon route add 10.32.6.0/24 via 10.10.0.17 dev eth0
ip -n tue route add default via 10.10.0.1 dev eth0
ip -n tue route add 10.32.0.0/24 via 10.10.0.11 dev eth0
ip -n tue route add 10.32.2.0/24 via 10.10.0.13 dev eth0
ip -n tue route add 10.32.3.0/24 via 10.10.0.14 dev eth0
ip -n tue route add 10.32.4.0/24 via 10.10.0.15 dev eth0
ip -n tue route add 10.32.5.0/24 via 10.10.0.16 dev eth0
ip -n tue route add 10.32.6.0/24 via 10.10.0.17 dev eth0
ip -n wed route add default via 10.10.0.1 dev eth0
ip -n wed route add 10.32.0.0/24 via 10.10.0.11 dev eth0
ip -n wed route add 10.32.1.0/24 via 10.10.0.12 dev eth0
ip -n wed route add 10.32.3.0/24 via 10.10.0.14 dev eth0
ip -n wed route add 10.32.4.0/24 via 10.10.0.15 dev eth0
ip -n wed route add 10.32.5.0/24 via 10.10.0.16 dev eth0
ip -n wed route add 10.32.6.0/24 via 10.10.0.17 dev eth0
ip -n thu route add default via 10.10.0.1 dev eth0
ip -n thu route add 10.32.0.0/24 via 10.10.0.11 dev eth0
ip -n thu route add 10.32.1.0/24 via 10.10.0.12 dev eth0
ip -n thu route add 10.32.2.0/24 via 10.10.0.13 dev eth0
ip -n thu route add 10.32.4.0/24 via 10.10.0.15 dev eth0
ip -n thu route add 10.32.5.0/24 via 10.10.0.16 dev eth0
ip -n thu route add 10.32.6.0/24 via 10.10.0.17 dev eth0
ip -n fri route add default via 10.10.0.1 dev eth0
ip -n fri route add 10.32.0.0/24 via 10.10.0.11 dev eth0
ip -n fri route add 10.32.1.0/24 via 10.10.0.12 dev eth0
ip -n fri route add 10.32.2.0/24 via 10.10.0.13 dev eth0
ip -n fri route add 10.32.3.0/24 via 10.10.0.14 dev eth0
ip -n fri route add 10.32.5.0/24 via 10.10.0.16 dev eth0
ip -n fri route add 10.32.6.0/24 via 10.10.0.17 dev eth0
ip -n sat route add default via 10.10.0.1 dev eth0
ip -n sat route add 10.32.0.0/24 via 10.10.0.11 dev eth0
ip -n sat route add 10.32.1.0/24 via 10.10.0.12 dev eth0
ip -n sat route add 10.32.2.0/24 via 10.10.0.13 dev eth0
ip -n sat route add 10.32.3.0/24 via 10.10.0.14 dev eth0
ip -n sat route add 10.32.4.0/24 via 10.10.0.15 dev eth0
ip -n sat route add 10.32.6.0/24 via 10.10.0.17 dev eth0
ip -n sun route add default via 10.10.0.1 dev eth0
ip -n sun route add 10.32.0.0/24 via 10.10.0.11 dev eth0
ip -n sun route add 10.32.1.0/24 via 10.10.0.12 dev eth0
ip -n sun route add 10.32.2.0/24 via 10.10.0.13 dev eth0
ip -n sun route add 10.32.3.0/24 via 10.10.0.14 dev eth0
ip -n sun route add 10.32.4.0/24 via 10.10.0.15 dev eth0
ip -n sun route add 10.32.5.0/24 via 10.10.0.16 dev eth0
ip -n m route add default via 10.32.0.1 dev eth0
ip -n m route add 10.32.0.0/20 via 10.32.0.1 dev eth0
ip -n s route add default via 10.32.6.1 dev eth0
ip -n s route add 10.32.0.0/20 via 10.32.6.1 dev eth0
ip -n t route add default via 10.32.3.1 dev eth0
ip -n t route add 10.32.0.0/20 via 10.32.3.1 dev eth0
ip netns exec mon iptables-restore <<'E'
*filter
:INPUT ACCEPT [0:0]
:FORWARD ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:FLANNEL-FWD - [0:0]
-A FORWARD -m comment --comment "flanneld forward" -j FLANNEL-FWD
-A FLANNEL-FWD -s 10.32.0.0/20 -m comment --comment "flanneld forward" -j ACCEPT
-A FLANNEL-FWD -d 10.32.0.0/20 -m comment --comment "flanneld forward" -j ACCEPT
COMMIT
*nat
:PREROUTING ACCEPT [0:0]
:INPUT ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:POSTROUTING ACCEPT [0:0]
:FLANNEL-POSTRTG - [0:0]
-A POSTROUTING -m comment --comment "flanneld masq" -j FLANNEL-POSTRTG
-A FLANNEL-POSTRTG -m mark --mark 0x4000/0x4000 -m comment --comment "flanneld masq" -j RETURN
-A FLANNEL-POSTRTG -s 10.32.0.0/24 -d 10.32.0.0/20 -m comment --comment "flanneld masq" -j RETURN
-A FLANNEL-POSTRTG -s 10.32.0.0/20 -d 10.32.0.0/24 -m comment --comment "flanneld masq" -j RETURN
-A FLANNEL-POSTRTG ! -s 10.32.0.0/20 -d 10.32.0.0/24 -m comment --comment "flanneld masq" -j RETURN
-A FLANNEL-POSTRTG -s 10.32.0.0/20 ! -d 224.0.0.0/4 -m comment --comment "flanneld masq" -j MASQUERADE --random-fully
-A FLANNEL-POSTRTG ! -s 10.32.0.0/20 -d 10.32.0.0/20 -m comment --comment "flanneld masq" -j MASQUERADE --random-fully
COMMIT
E
ip netns exec tue iptables-restore <<'E'
*filter
:INPUT ACCEPT [0:0]
:FORWARD ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:FLANNEL-FWD - [0:0]
-A FORWARD -m comment --comment "flanneld forward" -j FLANNEL-FWD
-A FLANNEL-FWD -s 10.32.0.0/20 -m comment --comment "flanneld forward" -j ACCEPT
-A FLANNEL-FWD -d 10.32.0.0/20 -m comment --comment "flanneld forward" -j ACCEPT
COMMIT
*nat
:PREROUTING ACCEPT [0:0]
:INPUT ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:POSTROUTING ACCEPT [0:0]
:FLANNEL-POSTRTG - [0:0]
-A POSTROUTING -m comment --comment "flanneld masq" -j FLANNEL-POSTRTG
-A FLANNEL-POSTRTG -m mark --mark 0x4000/0x4000 -m comment --comment "flanneld masq" -j RETURN
-A FLANNEL-POSTRTG -s 10.32.1.0/24 -d 10.32.0.0/20 -m comment --comment "flanneld masq" -j RETURN
-A FLANNEL-POSTRTG -s 10.32.0.0/20 -d 10.32.1.0/24 -m comment --comment "flanneld masq" -j RETURN
-A FLANNEL-POSTRTG ! -s 10.32.0.0/20 -d 10.32.1.0/24 -m comment --comment "flanneld masq" -j RETURN
-A FLANNEL-POSTRTG -s 10.32.0.0/20 ! -d 224.0.0.0/4 -m comment --comment "flanneld masq" -j MASQUERADE --random-fully
-A FLANNEL-POSTRTG ! -s 10.32.0.0/20 -d 10.32.0.0/20 -m comment --comment "flanneld masq" -j MASQUERADE --random-fully
COMMIT
E
ip netns exec wed iptables-restore <<'E'
*filter
:INPUT ACCEPT [0:0]
:FORWARD ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:FLANNEL-FWD - [0:0]
-A FORWARD -m comment --comment "flanneld forward" -j FLANNEL-FWD
-A FLANNEL-FWD -s 10.32.0.0/20 -m comment --comment "flanneld forward" -j ACCEPT
-A FLANNEL-FWD -d 10.32.0.0/20 -m comment --comment "flanneld forward" -j ACCEPT
COMMIT
*nat
:PREROUTING ACCEPT [0:0]
:INPUT ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:POSTROUTING ACCEPT [0:0]
:FLANNEL-POSTRTG - [0:0]
-A POSTROUTING -m comment --comment "flanneld masq" -j FLANNEL-POSTRTG
-A FLANNEL-POSTRTG -m mark --mark 0x4000/0x4000 -m comment --comment "flanneld masq" -j RETURN
-A FLANNEL-POSTRTG -s 10.32.2.0/24 -d 10.32.0.0/20 -m comment --comment "flanneld masq" -j RETURN
-A FLANNEL-POSTRTG -s 10.32.0.0/20 -d 10.32.2.0/24 -m comment --comment "flanneld masq" -j RETURN
-A FLANNEL-POSTRTG ! -s 10.32.0.0/20 -d 10.32.2.0/24 -m comment --comment "flanneld masq" -j RETURN
-A FLANNEL-POSTRTG -s 10.32.0.0/20 ! -d 224.0.0.0/4 -m comment --comment "flanneld masq" -j MASQUERADE --random-fully
-A FLANNEL-POSTRTG ! -s 10.32.0.0/20 -d 10.32.0.0/20 -m comment --comment "flanneld masq" -j MASQUERADE --random-fully
COMMIT
E
ip netns exec thu iptables-restore <<'E'
*filter
:INPUT ACCEPT [0:0]
:FORWARD ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:FLANNEL-FWD - [0:0]
-A FORWARD -m comment --comment "flanneld forward" -j FLANNEL-FWD
-A FLANNEL-FWD -s 10.32.0.0/20 -m comment --comment "flanneld forward" -j ACCEPT
-A FLANNEL-FWD -d 10.32.0.0/20 -m comment --comment "flanneld forward" -j ACCEPT
COMMIT
*nat
:PREROUTING ACCEPT [0:0]
:INPUT ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:POSTROUTING ACCEPT [0:0]
:FLANNEL-POSTRTG - [0:0]
-A POSTROUTING -m comment --comment "flanneld masq" -j FLANNEL-POSTRTG
-A FLANNEL-POSTRTG -m mark --mark 0x4000/0x4000 -m comment --comment "flanneld masq" -j RETURN
-A FLANNEL-POSTRTG -s 10.32.3.0/24 -d 10.32.0.0/20 -m comment --comment "flanneld masq" -j RETURN
-A FLANNEL-POSTRTG -s 10.32.0.0/20 -d 10.32.3.0/24 -m comment --comment "flanneld masq" -j RETURN
-A FLANNEL-POSTRTG ! -s 10.32.0.0/20 -d 10.32.3.0/24 -m comment --comment "flanneld masq" -j RETURN
-A FLANNEL-POSTRTG -s 10.32.0.0/20 ! -d 224.0.0.0/4 -m comment --comment "flanneld masq" -j MASQUERADE --random-fully
-A FLANNEL-POSTRTG ! -s 10.32.0.0/20 -d 10.32.0.0/20 -m comment --comment "flanneld masq" -j MASQUERADE --random-fully
COMMIT
E
ip netns exec fri iptables-restore <<'E'
*filter
:INPUT ACCEPT [0:0]
:FORWARD ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:FLANNEL-FWD - [0:0]
-A FORWARD -m comment --comment "flanneld forward" -j FLANNEL-FWD
-A FLANNEL-FWD -s 10.32.0.0/20 -m comment --comment "flanneld forward" -j ACCEPT
-A FLANNEL-FWD -d 10.32.0.0/20 -m comment --comment "flanneld forward" -j ACCEPT
COMMIT
*nat
:PREROUTING ACCEPT [0:0]
:INPUT ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:POSTROUTING ACCEPT [0:0]
:FLANNEL-POSTRTG - [0:0]
-A POSTROUTING -m comment --comment "flanneld masq" -j FLANNEL-POSTRTG
-A FLANNEL-POSTRTG -m mark --mark 0x4000/0x4000 -m comment --comment "flanneld masq" -j RETURN
-A FLANNEL-POSTRTG -s 10.32.4.0/24 -d 10.32.0.0/20 -m comment --comment "flanneld masq" -j RETURN
-A FLANNEL-POSTRTG -s 10.32.0.0/20 -d 10.32.4.0/24 -m comment --comment "flanneld masq" -j RETURN
-A FLANNEL-POSTRTG ! -s 10.32.0.0/20 -d 10.32.4.0/24 -m comment --comment "flanneld masq" -j RETURN
-A FLANNEL-POSTRTG -s 10.32.0.0/20 ! -d 224.0.0.0/4 -m comment --comment "flanneld masq" -j MASQUERADE --random-fully
-A FLANNEL-POSTRTG ! -s 10.32.0.0/20 -d 10.32.0.0/20 -m comment --comment "flanneld masq" -j MASQUERADE --random-fully
COMMIT
E
ip netns exec sat iptables-restore <<'E'
*filter
:INPUT ACCEPT [0:0]
:FORWARD ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:FLANNEL-FWD - [0:0]
-A FORWARD -m comment --comment "flanneld forward" -j FLANNEL-FWD
-A FLANNEL-FWD -s 10.32.0.0/20 -m comment --comment "flanneld forward" -j ACCEPT
-A FLANNEL-FWD -d 10.32.0.0/20 -m comment --comment "flanneld forward" -j ACCEPT
COMMIT
*nat
:PREROUTING ACCEPT [0:0]
:INPUT ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:POSTROUTING ACCEPT [0:0]
:FLANNEL-POSTRTG - [0:0]
-A POSTROUTING -m comment --comment "flanneld masq" -j FLANNEL-POSTRTG
-A FLANNEL-POSTRTG -m mark --mark 0x4000/0x4000 -m comment --comment "flanneld masq" -j RETURN
-A FLANNEL-POSTRTG -s 10.32.5.0/24 -d 10.32.0.0/20 -m comment --comment "flanneld masq" -j RETURN
-A FLANNEL-POSTRTG -s 10.32.0.0/20 -d 10.32.5.0/24 -m comment --comment "flanneld masq" -j RETURN
-A FLANNEL-POSTRTG ! -s 10.32.0.0/20 -d 10.32.5.0/24 -m comment --comment "flanneld masq" -j RETURN
-A FLANNEL-POSTRTG -s 10.32.0.0/20 ! -d 224.0.0.0/4 -m comment --comment "flanneld masq" -j MASQUERADE --random-fully
-A FLANNEL-POSTRTG ! -s 10.32.0.0/20 -d 10.32.0.0/20 -m comment --comment "flanneld masq" -j MASQUERADE --random-fully
COMMIT
E
ip netns exec sun iptables-restore <<'E'
*filter
:INPUT ACCEPT [0:0]
:FORWARD ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:FLANNEL-FWD - [0:0]
-A FORWARD -m comment --comment "flanneld forward" -j FLANNEL-FWD
-A FLANNEL-FWD -s 10.32.0.0/20 -m comment --comment "flanneld forward" -j ACCEPT
-A FLANNEL-FWD -d 10.32.0.0/20 -m comment --comment "flanneld forward" -j ACCEPT
COMMIT
*nat
:PREROUTING ACCEPT [0:0]
:INPUT ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:POSTROUTING ACCEPT [0:0]
:FLANNEL-POSTRTG - [0:0]
-A POSTROUTING -m comment --comment "flanneld masq" -j FLANNEL-POSTRTG
-A FLANNEL-POSTRTG -m mark --mark 0x4000/0x4000 -m comment --comment "flanneld masq" -j RETURN
-A FLANNEL-POSTRTG -s 10.32.6.0/24 -d 10.32.0.0/20 -m comment --comment "flanneld masq" -j RETURN
-A FLANNEL-POSTRTG -s 10.32.0.0/20 -d 10.32.6.0/24 -m comment --comment "flanneld masq" -j RETURN
-A FLANNEL-POSTRTG ! -s 10.32.0.0/20 -d 10.32.6.0/24 -m comment --comment "flanneld masq" -j RETURN
-A FLANNEL-POSTRTG -s 10.32.0.0/20 ! -d 224.0.0.0/4 -m comment --comment "flanneld masq" -j MASQUERADE --random-fully
-A FLANNEL-POSTRTG ! -s 10.32.0.0/20 -d 10.32.0.0/20 -m comment --comment "flanneld masq" -j MASQUERADE --random-fully
COMMIT
E
# in gw the recorder itself answers HTTP on *:80
# in m the recorder itself answers HTTP on *:8080
# in s the recorder itself answers HTTP on *:8080
# in t the recorder itself answers HTTP on *:8080
