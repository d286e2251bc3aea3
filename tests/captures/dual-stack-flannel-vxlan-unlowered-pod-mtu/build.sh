# Linux 6.18
# ip utility, iproute2-6.1.0, libbpf 1.1.2
# iptables v1.8.9 (nf_tables)
# conntrack v1.4.7 (conntrack-tools)
# BusyBox v1.35.0 (Debian 1:1.35.0-4+deb12u1+b1) multi-call binary.
ip netns add gw
ip netns add sw
ip netns add north
ip netns add south
ip netns add ask
ip netns add web
ip netns add api
ip netns exec gw sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec gw sysctl -qw net.ipv6.conf.all.disable_ipv6=0 net.ipv6.conf.default.disable_ipv6=0 net.ipv6.conf.all.accept_dad=0 net.ipv6.conf.default.accept_dad=0 net.ipv6.conf.default.router_solicitations=0 net.ipv6.conf.default.accept_ra=0
ip netns exec gw sysctl -qw net.ipv4.ip_forward=1 net.ipv6.conf.all.disable_ipv6=0 net.ipv6.conf.all.forwarding=1
ip netns exec sw sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec sw sysctl -eqw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns exec north sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec north sysctl -qw net.ipv6.conf.all.disable_ipv6=0 net.ipv6.conf.default.disable_ipv6=0 net.ipv6.conf.all.accept_dad=0 net.ipv6.conf.default.accept_dad=0 net.ipv6.conf.default.router_solicitations=0 net.ipv6.conf.default.accept_ra=0
ip netns exec north sysctl -qw net.ipv4.ip_forward=1 net.bridge.bridge-nf-call-ip6tables=1 net.bridge.bridge-nf-call-iptables=1 net.ipv6.conf.all.disable_ipv6=0 net.ipv6.conf.all.forwarding=1
ip netns exec south sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec south sysctl -qw net.ipv6.conf.all.disable_ipv6=0 net.ipv6.conf.default.disable_ipv6=0 net.ipv6.conf.all.accept_dad=0 net.ipv6.conf.default.accept_dad=0 net.ipv6.conf.default.router_solicitations=0 net.ipv6.conf.default.accept_ra=0
ip netns exec south sysctl -qw net.ipv4.ip_forward=1 net.bridge.bridge-nf-call-ip6tables=1 net.bridge.bridge-nf-call-iptables=1 net.ipv6.conf.all.disable_ipv6=0 net.ipv6.conf.all.forwarding=1
ip netns exec ask sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec ask sysctl -qw net.ipv6.conf.all.disable_ipv6=0 net.ipv6.conf.default.disable_ipv6=0 net.ipv6.conf.all.accept_dad=0 net.ipv6.conf.default.accept_dad=0 net.ipv6.conf.default.router_solicitations=0 net.ipv6.conf.default.accept_ra=0
ip netns exec ask sysctl -qw net.ipv6.conf.all.disable_ipv6=0
ip netns exec web sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec web sysctl -qw net.ipv6.conf.all.disable_ipv6=0 net.ipv6.conf.default.disable_ipv6=0 net.ipv6.conf.all.accept_dad=0 net.ipv6.conf.default.accept_dad=0 net.ipv6.conf.default.router_solicitations=0 net.ipv6.conf.default.accept_ra=0
ip netns exec web sysctl -qw net.ipv6.conf.all.disable_ipv6=0
ip netns exec api sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec api sysctl -qw net.ipv6.conf.all.disable_ipv6=0 net.ipv6.conf.default.disable_ipv6=0 net.ipv6.conf.all.accept_dad=0 net.ipv6.conf.default.accept_dad=0 net.ipv6.conf.default.router_solicitations=0 net.ipv6.conf.default.accept_ra=0
ip netns exec api sysctl -qw net.ipv6.conf.all.disable_ipv6=0
ip -n sw link add name br-under index 2 type bridge
ip -n sw link add name p-gw index 3 address 02:50:00:00:00:01 type veth peer name eth0 index 2 address 52:54:00:00:00:01 netns gw
ip -n sw link add name p-north index 4 address 02:50:00:00:00:11 type veth peer name eth0 index 2 address 52:54:00:00:00:11 netns north
ip -n sw link add name p-south index 5 address 02:50:00:00:00:12 type veth peer name eth0 index 2 address 52:54:00:00:00:12 netns south
ip -n north link add name cni0 index 3 address 0a:58:0a:f4:00:01 type bridge
ip -n north link add name veth42668a7e index 4 address 02:00:00:00:01:01 type veth peer name eth0 index 2 address 0a:58:0a:f4:00:02 netns ask
ip -n north link add name veth82b3ade9 index 5 address 02:00:00:00:01:02 type veth peer name eth0 index 2 address 0a:58:0a:f4:00:03 netns web
ip -n north link add name flannel.1 index 6 address ee:f1:00:00:00:01 mtu 1450 type vxlan id 1 dev eth0 local 192.168.50.11 dstport 8472 nolearning
ip -n north link add name flannel-v6.1 index 7 address ee:f6:00:00:00:01 mtu 1430 type vxlan id 1 dev eth0 local fd00:50::11 dstport 8472 nolearning
ip -n south link add name cni0 index 3 address 0a:58:0a:f4:01:01 type bridge
ip -n south link add name vethd53b356d index 4 address 02:00:00:00:02:01 type veth peer name eth0 index 2 address 0a:58:0a:f4:01:02 netns api
ip -n south link add name flannel.1 index 5 address ee:f1:00:00:00:02 mtu 1450 type vxlan id 1 dev eth0 local 192.168.50.12 dstport 8472 nolearning
ip -n south link add name flannel-v6.1 index 6 address ee:f6:00:00:00:02 mtu 1430 type vxlan id 1 dev eth0 local fd00:50::12 dstport 8472 nolearning
ip -n sw link set dev p-gw master br-under
ip -n sw link set dev p-north master br-under
ip -n sw link set dev p-south master br-under
ip -n north link set dev veth42668a7e master cni0
bridge -n north link set dev veth42668a7e hairpin on
ip -n north link set dev veth82b3ade9 master cni0
bridge -n north link set dev veth82b3ade9 hairpin on
ip -n south link set dev vethd53b356d master cni0
bridge -n south link set dev vethd53b356d hairpin on
ip -n gw link set dev lo up
ip -n gw addr add 2001:db8::10/128 dev lo
ip -n gw addr add 203.0.113.10/32 dev lo
ip -n gw addr add fd00:50::1/64 dev eth0
ip -n gw addr add 192.168.50.1/24 dev eth0
ip -n gw link set dev eth0 up
ip -n sw link set dev lo up
ip -n sw link set dev br-under up
ip -n sw link set dev p-gw up
ip -n sw link set dev p-north up
ip -n sw link set dev p-south up
ip -n north link set dev lo up
ip -n north addr add fd00:50::11/64 dev eth0
ip -n north addr add 192.168.50.11/24 dev eth0
ip -n north link set dev eth0 up
ip -n north addr add 10.244.0.1/24 dev cni0
ip -n north addr add fd00:10:244::1/64 dev cni0
ip -n north link set dev cni0 up
ip -n north link set dev veth42668a7e up
ip -n north link set dev veth82b3ade9 up
ip -n north addr add 10.244.0.0/32 dev flannel.1
ip -n north link set dev flannel.1 up
ip -n north addr add fd00:10:244::/128 dev flannel-v6.1
ip -n north link set dev flannel-v6.1 up
ip -n south link set dev lo up
ip -n south addr add fd00:50::12/64 dev eth0
ip -n south addr add 192.168.50.12/24 dev eth0
ip -n south link set dev eth0 up
ip -n south addr add 10.244.1.1/24 dev cni0
ip -n south addr add fd00:10:244:1::1/64 dev cni0
ip -n south link set dev cni0 up
ip -n south link set dev vethd53b356d up
ip -n south addr add 10.244.1.0/32 dev flannel.1
ip -n south link set dev flannel.1 up
ip -n south addr add fd00:10:244:1::/128 dev flannel-v6.1
ip -n south link set dev flannel-v6.1 up
ip -n ask link set dev lo up
ip -n ask addr add fd00:10:244::2/64 dev eth0
ip -n ask addr add 10.244.0.2/24 dev eth0
ip -n ask link set dev eth0 up
ip -n web link set dev lo up
ip -n web addr add fd00:10:244::3/64 dev eth0
ip -n web addr add 10.244.0.3/24 dev eth0
ip -n web link set dev eth0 up
ip -n api link set dev lo up
ip -n api addr add fd00:10:244:1::2/64 dev eth0
ip -n api addr add 10.244.1.2/24 dev eth0
ip -n api link set dev eth0 up
ip -n north route add default via 192.168.50.1 dev eth0
ip -n north -6 route add default via fd00:50::1 dev eth0 metric 1024
ip -n north route add 10.244.1.0/24 via 10.244.1.0 dev flannel.1 onlink
ip -n north -6 route add fd00:10:244:1::/64 via fd00:10:244:1:: dev flannel-v6.1 metric 1024 onlink
ip -n north neigh add 10.244.1.0 lladdr ee:f1:00:00:00:02 dev flannel.1 nud permanent
ip -n north neigh add fd00:10:244:1:: lladdr ee:f6:00:00:00:02 dev flannel-v6.1 nud permanent
bridge -n north fdb append ee:f1:00:00:00:02 dev flannel.1 dst 192.168.50.12 self permanent
bridge -n north fdb append ee:f6:00:00:00:02 dev flannel-v6.1 dst fd00:50::12 self permanent
ip -n south route add default via 192.168.50.1 dev eth0
ip -n south -6 route add default via fd00:50::1 dev eth0 metric 1024
ip -n south route add 10.244.0.0/24 via 10.244.0.0 dev flannel.1 onlink
ip -n south -6 route add fd00:10:244::/64 via fd00:10:244:: dev flannel-v6.1 metric 1024 onlink
ip -n south neigh add 10.244.0.0 lladdr ee:f1:00:00:00:01 dev flannel.1 nud permanent
ip -n south neigh add fd00:10:244:: lladdr ee:f6:00:00:00:01 dev flannel-v6.1 nud permanent
bridge -n south fdb append ee:f1:00:00:00:01 dev flannel.1 dst 192.168.50.11 self permanent
bridge -n south fdb append ee:f6:00:00:00:01 dev flannel-v6.1 dst fd00:50::11 self permanent
ip -n ask route add default via 10.244.0.1 dev eth0
ip -n ask -6 route add default via fd00:10:244::1 dev eth0 metric 1024
ip -n ask route add 10.244.0.0/16 via 10.244.0.1 dev eth0
ip -n ask -6 route add fd00:10:244::/56 via fd00:10:244::1 dev eth0 metric 1024
ip -n web route add default via 10.244.0.1 dev eth0
ip -n web -6 route add default via fd00:10:244::1 dev eth0 metric 1024
ip -n web route add 10.244.0.0/16 via 10.244.0.1 dev eth0
ip -n web -6 route add fd00:10:244::/56 via fd00:10:244::1 dev eth0 metric 1024
ip -n api route add default via 10.244.1.1 dev eth0
ip -n api -6 route add default via fd00:10:244:1::1 dev eth0 metric 1024
ip -n api route add 10.244.0.0/16 via 10.244.1.1 dev eth0
ip -n api -6 route add fd00:10:244::/56 via fd00:10:244:1::1 dev eth0 metric 1024
ip netns exec north iptables-restore <<'E'
*filter
:INPUT ACCEPT [0:0]
:FORWARD ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:FLANNEL-FWD - [0:0]
-A FORWARD -m comment --comment "flanneld forward" -j FLANNEL-FWD
-A FLANNEL-FWD -s 10.244.0.0/16 -m comment --comment "flanneld forward" -j ACCEPT
-A FLANNEL-FWD -d 10.244.0.0/16 -m comment --comment "flanneld forward" -j ACCEPT
COMMIT
*nat
:PREROUTING ACCEPT [0:0]
:INPUT ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:POSTROUTING ACCEPT [0:0]
:FLANNEL-POSTRTG - [0:0]
-A POSTROUTING -m comment --comment "flanneld masq" -j FLANNEL-POSTRTG
-A FLANNEL-POSTRTG -m mark --mark 0x4000/0x4000 -m comment --comment "flanneld masq" -j RETURN
-A FLANNEL-POSTRTG -s 10.244.0.0/24 -d 10.244.0.0/16 -m comment --comment "flanneld masq" -j RETURN
-A FLANNEL-POSTRTG -s 10.244.0.0/16 -d 10.244.0.0/24 -m comment --comment "flanneld masq" -j RETURN
-A FLANNEL-POSTRTG ! -s 10.244.0.0/16 -d 10.244.0.0/24 -m comment --comment "flanneld masq" -j RETURN
-A FLANNEL-POSTRTG -s 10.244.0.0/16 ! -d 224.0.0.0/4 -m comment --comment "flanneld masq" -j MASQUERADE --random-fully
-A FLANNEL-POSTRTG ! -s 10.244.0.0/16 -d 10.244.0.0/16 -m comment --comment "flanneld masq" -j MASQUERADE --random-fully
COMMIT
E
ip netns exec south iptables-restore <<'E'
*filter
:INPUT ACCEPT [0:0]
:FORWARD ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:FLANNEL-FWD - [0:0]
-A FORWARD -m comment --comment "flanneld forward" -j FLANNEL-FWD
-A FLANNEL-FWD -s 10.244.0.0/16 -m comment --comment "flanneld forward" -j ACCEPT
-A FLANNEL-FWD -d 10.244.0.0/16 -m comment --comment "flanneld forward" -j ACCEPT
COMMIT
*nat
:PREROUTING ACCEPT [0:0]
:INPUT ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:POSTROUTING ACCEPT [0:0]
:FLANNEL-POSTRTG - [0:0]
-A POSTROUTING -m comment --comment "flanneld masq" -j FLANNEL-POSTRTG
-A FLANNEL-POSTRTG -m mark --mark 0x4000/0x4000 -m comment --comment "flanneld masq" -j RETURN
-A FLANNEL-POSTRTG -s 10.244.1.0/24 -d 10.244.0.0/16 -m comment --comment "flanneld masq" -j RETURN
-A FLANNEL-POSTRTG -s 10.244.0.0/16 -d 10.244.1.0/24 -m comment --comment "flanneld masq" -j RETURN
-A FLANNEL-POSTRTG ! -s 10.244.0.0/16 -d 10.244.1.0/24 -m comment --comment "flanneld masq" -j RETURN
-A FLANNEL-POSTRTG -s 10.244.0.0/16 ! -d 224.0.0.0/4 -m comment --comment "flanneld masq" -j MASQUERADE --random-fully
-A FLANNEL-POSTRTG ! -s 10.244.0.0/16 -d 10.244.0.0/16 -m comment --comment "flanneld masq" -j MASQUERADE --random-fully
COMMIT
E
ip netns exec north ip6tables-restore <<'E'
*filter
:INPUT ACCEPT [0:0]
:FORWARD ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:FLANNEL-FWD - [0:0]
-A FORWARD -m comment --comment "flanneld forward" -j FLANNEL-FWD
-A FLANNEL-FWD -s fd00:10:244::/56 -m comment --comment "flanneld forward" -j ACCEPT
-A FLANNEL-FWD -d fd00:10:244::/56 -m comment --comment "flanneld forward" -j ACCEPT
COMMIT
*nat
:PREROUTING ACCEPT [0:0]
:INPUT ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:POSTROUTING ACCEPT [0:0]
:FLANNEL-POSTRTG - [0:0]
-A POSTROUTING -m comment --comment "flanneld masq" -j FLANNEL-POSTRTG
-A FLANNEL-POSTRTG -m mark --mark 0x4000/0x4000 -m comment --comment "flanneld masq" -j RETURN
-A FLANNEL-POSTRTG -s fd00:10:244::/64 -d fd00:10:244::/56 -m comment --comment "flanneld masq" -j RETURN
-A FLANNEL-POSTRTG -s fd00:10:244::/56 -d fd00:10:244::/64 -m comment --comment "flanneld masq" -j RETURN
-A FLANNEL-POSTRTG ! -s fd00:10:244::/56 -d fd00:10:244::/64 -m comment --comment "flanneld masq" -j RETURN
-A FLANNEL-POSTRTG -s fd00:10:244::/56 ! -d ff00::/8 -m comment --comment "flanneld masq" -j MASQUERADE --random-fully
-A FLANNEL-POSTRTG ! -s fd00:10:244::/56 -d fd00:10:244::/56 -m comment --comment "flanneld masq" -j MASQUERADE --random-fully
COMMIT
E
ip netns exec south ip6tables-restore <<'E'
*filter
:INPUT ACCEPT [0:0]
:FORWARD ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:FLANNEL-FWD - [0:0]
-A FORWARD -m comment --comment "flanneld forward" -j FLANNEL-FWD
-A FLANNEL-FWD -s fd00:10:244::/56 -m comment --comment "flanneld forward" -j ACCEPT
-A FLANNEL-FWD -d fd00:10:244::/56 -m comment --comment "flanneld forward" -j ACCEPT
COMMIT
*nat
:PREROUTING ACCEPT [0:0]
:INPUT ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:POSTROUTING ACCEPT [0:0]
:FLANNEL-POSTRTG - [0:0]
-A POSTROUTING -m comment --comment "flanneld masq" -j FLANNEL-POSTRTG
-A FLANNEL-POSTRTG -m mark --mark 0x4000/0x4000 -m comment --comment "flanneld masq" -j RETURN
-A FLANNEL-POSTRTG -s fd00:10:244:1::/64 -d fd00:10:244::/56 -m comment --comment "flanneld masq" -j RETURN
-A FLANNEL-POSTRTG -s fd00:10:244::/56 -d fd00:10:244:1::/64 -m comment --comment "flanneld masq" -j RETURN
-A FLANNEL-POSTRTG ! -s fd00:10:244::/56 -d fd00:10:244:1::/64 -m comment --comment "flanneld masq" -j RETURN
-A FLANNEL-POSTRTG -s fd00:10:244::/56 ! -d ff00::/8 -m comment --comment "flanneld masq" -j MASQUERADE --random-fully
-A FLANNEL-POSTRTG ! -s fd00:10:244::/56 -d fd00:10:244::/56 -m comment --comment "flanneld masq" -j MASQUERADE --random-fully
COMMIT
E
# in gw the recorder itself answers HTTP on *:80
# in ask the recorder itself answers HTTP on *:8080
# in web the recorder itself answers HTTP on *:8080
# in api the recorder itself answers HTTP on *:8080
