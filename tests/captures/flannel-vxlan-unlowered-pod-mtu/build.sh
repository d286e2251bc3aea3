# Linux 6.18
# ip utility, iproute2-6.1.0, libbpf 1.1.2
# iptables v1.8.9 (nf_tables)
# conntrack v1.4.7 (conntrack-tools)
# BusyBox v1.35.0 (Debian 1:1.35.0-4+deb12u1+b1) multi-call binary.
ip netns add gw
ip netns add sw
ip netns add n1
ip netns add n2
ip netns add ask
ip netns add web
ip netns add api
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
ip netns exec ask sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec ask sysctl -eqw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns exec web sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec web sysctl -eqw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns exec api sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec api sysctl -eqw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip -n sw link add name br-under index 2 type bridge
ip -n sw link add name p-gw index 3 address 02:50:00:00:00:01 type veth peer name eth0 index 2 address 52:54:00:00:00:01 netns gw
ip -n sw link add name p-n1 index 4 address 02:50:00:00:00:11 type veth peer name eth0 index 2 address 52:54:00:00:00:11 netns n1
ip -n sw link add name p-n2 index 5 address 02:50:00:00:00:12 type veth peer name eth0 index 2 address 52:54:00:00:00:12 netns n2
ip -n n1 link add name cni0 index 3 address 0a:58:0a:21:01:01 type bridge
ip -n n1 link add name veth42668a7e index 4 address 02:00:00:00:01:01 type veth peer name eth0 index 2 address 0a:58:0a:21:01:02 netns ask
ip -n n1 link add name veth82b3ade9 index 5 address 02:00:00:00:01:02 type veth peer name eth0 index 2 address 0a:58:0a:21:01:03 netns web
ip -n n1 link add name flannel.1 index 6 address ee:f1:00:00:00:01 mtu 1450 type vxlan id 1 dev eth0 local 192.168.50.11 dstport 8472 nolearning
ip -n n2 link add name cni0 index 3 address 0a:58:0a:21:02:01 type bridge
ip -n n2 link add name vethd53b356d index 4 address 02:00:00:00:02:01 type veth peer name eth0 index 2 address 0a:58:0a:21:02:02 netns api
ip -n n2 link add name flannel.1 index 5 address ee:f1:00:00:00:02 mtu 1450 type vxlan id 1 dev eth0 local 192.168.50.12 dstport 8472 nolearning
ip -n sw link set dev p-gw master br-under
ip -n sw link set dev p-n1 master br-under
ip -n sw link set dev p-n2 master br-under
ip -n n1 link set dev veth42668a7e master cni0
bridge -n n1 link set dev veth42668a7e hairpin on
ip -n n1 link set dev veth82b3ade9 master cni0
bridge -n n1 link set dev veth82b3ade9 hairpin on
ip -n n2 link set dev vethd53b356d master cni0
bridge -n n2 link set dev vethd53b356d hairpin on
ip -n gw link set dev lo up
ip -n gw addr add 203.0.113.10/32 dev lo
ip -n gw addr add 192.168.50.1/24 dev eth0
ip -n gw link set dev eth0 up
ip -n sw link set dev lo up
ip -n sw link set dev br-under up
ip -n sw link set dev p-gw up
ip -n sw link set dev p-n1 up
ip -n sw link set dev p-n2 up
ip -n n1 link set dev lo up
ip -n n1 addr add 192.168.50.11/24 dev eth0
ip -n n1 link set dev eth0 up
ip -n n1 addr add 10.33.1.1/24 dev cni0
ip -n n1 link set dev cni0 up
ip -n n1 link set dev veth42668a7e up
ip -n n1 link set dev veth82b3ade9 up
ip -n n1 addr add 10.33.1.0/32 dev flannel.1
ip -n n1 link set dev flannel.1 up
ip -n n2 link set dev lo up
ip -n n2 addr add 192.168.50.12/24 dev eth0
ip -n n2 link set dev eth0 up
ip -n n2 addr add 10.33.2.1/24 dev cni0
ip -n n2 link set dev cni0 up
ip -n n2 link set dev vethd53b356d up
ip -n n2 addr add 10.33.2.0/32 dev flannel.1
ip -n n2 link set dev flannel.1 up
ip -n ask link set dev lo up
ip -n ask addr add 10.33.1.2/24 dev eth0
ip -n ask link set dev eth0 up
ip -n web link set dev lo up
ip -n web addr add 10.33.1.3/24 dev eth0
ip -n web link set dev eth0 up
ip -n api link set dev lo up
ip -n api addr add 10.33.2.2/24 dev eth0
ip -n api link set dev eth0 up
ip -n n1 route add default via 192.168.50.1 dev eth0
ip -n n1 route add 10.33.2.0/24 via 10.33.2.0 dev flannel.1 onlink
ip -n n1 neigh add 10.33.2.0 lladdr ee:f1:00:00:00:02 dev flannel.1 nud permanent
bridge -n n1 fdb append ee:f1:00:00:00:02 dev flannel.1 dst 192.168.50.12 self permanent
ip -n n2 route add default via 192.168.50.1 dev eth0
ip -n n2 route add 10.33.1.0/24 via 10.33.1.0 dev flannel.1 onlink
ip -n n2 neigh add 10.33.1.0 lladdr ee:f1:00:00:00:01 dev flannel.1 nud permanent
bridge -n n2 fdb append ee:f1:00:00:00:01 dev flannel.1 dst 192.168.50.11 self permanent
ip -n ask route add default via 10.33.1.1 dev eth0
ip -n ask route add 10.33.0.0/16 via 10.33.1.1 dev eth0
ip -n web route add default via 10.33.1.1 dev eth0
ip -n web route add 10.33.0.0/16 via 10.33.1.1 dev eth0
ip -n api route add default via 10.33.2.1 dev eth0
ip -n api route add 10.33.0.0/16 via 10.33.2.1 dev eth0
ip netns exec n1 iptables-restore <<'E'
*filter
:INPUT ACCEPT [0:0]
:FORWARD ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:FLANNEL-FWD - [0:0]
-A FORWARD -m comment --comment "flanneld forward" -j FLANNEL-FWD
-A FLANNEL-FWD -s 10.33.0.0/16 -m comment --comment "flanneld forward" -j ACCEPT
-A FLANNEL-FWD -d 10.33.0.0/16 -m comment --comment "flanneld forward" -j ACCEPT
COMMIT
*nat
:PREROUTING ACCEPT [0:0]
:INPUT ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:POSTROUTING ACCEPT [0:0]
:FLANNEL-POSTRTG - [0:0]
-A POSTROUTING -m comment --comment "flanneld masq" -j FLANNEL-POSTRTG
-A FLANNEL-POSTRTG -m mark --mark 0x4000/0x4000 -m comment --comment "flanneld masq" -j RETURN
-A FLANNEL-POSTRTG -s 10.33.1.0/24 -d 10.33.0.0/16 -m comment --comment "flanneld masq" -j RETURN
-A FLANNEL-POSTRTG -s 10.33.0.0/16 -d 10.33.1.0/24 -m comment --comment "flanneld masq" -j RETURN
-A FLANNEL-POSTRTG ! -s 10.33.0.0/16 -d 10.33.1.0/24 -m comment --comment "flanneld masq" -j RETURN
-A FLANNEL-POSTRTG -s 10.33.0.0/16 ! -d 224.0.0.0/4 -m comment --comment "flanneld masq" -j MASQUERADE --random-fully
-A FLANNEL-POSTRTG ! -s 10.33.0.0/16 -d 10.33.0.0/16 -m comment --comment "flanneld masq" -j MASQUERADE --random-fully
COMMIT
E
ip netns exec n2 iptables-restore <<'E'
*filter
:INPUT ACCEPT [0:0]
:FORWARD ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:FLANNEL-FWD - [0:0]
-A FORWARD -m comment --comment "flanneld forward" -j FLANNEL-FWD
-A FLANNEL-FWD -s 10.33.0.0/16 -m comment --comment "flanneld forward" -j ACCEPT
-A FLANNEL-FWD -d 10.33.0.0/16 -m comment --comment "flanneld forward" -j ACCEPT
COMMIT
*nat
:PREROUTING ACCEPT [0:0]
:INPUT ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:POSTROUTING ACCEPT [0:0]
:FLANNEL-POSTRTG - [0:0]
-A POSTROUTING -m comment --comment "flanneld masq" -j FLANNEL-POSTRTG
-A FLANNEL-POSTRTG -m mark --mark 0x4000/0x4000 -m comment --comment "flanneld masq" -j RETURN
-A FLANNEL-POSTRTG -s 10.33.2.0/24 -d 10.33.0.0/16 -m comment --comment "flanneld masq" -j RETURN
-A FLANNEL-POSTRTG -s 10.33.0.0/16 -d 10.33.2.0/24 -m comment --comment "flanneld masq" -j RETURN
-A FLANNEL-POSTRTG ! -s 10.33.0.0/16 -d 10.33.2.0/24 -m comment --comment "flanneld masq" -j RETURN
-A FLANNEL-POSTRTG -s 10.33.0.0/16 ! -d 224.0.0.0/4 -m comment --comment "flanneld masq" -j MASQUERADE --random-fully
-A FLANNEL-POSTRTG ! -s 10.33.0.0/16 -d 10.33.0.0/16 -m comment --comment "flanneld masq" -j MASQUERADE --random-fully
COMMIT
E
# in gw the recorder itself answers HTTP on *:80
# in ask the recorder itself answers HTTP on *:8080
# in web the recorder itself answers HTTP on *:8080
# in api the recorder itself answers HTTP on *:8080
