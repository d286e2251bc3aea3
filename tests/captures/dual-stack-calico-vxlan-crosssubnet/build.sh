# Linux 6.18
# ip utility, iproute2-6.1.0, libbpf 1.1.2
# iptables v1.8.9 (nf_tables)
# conntrack v1.4.7 (conntrack-tools)
# BusyBox v1.35.0 (Debian 1:1.35.0-4+deb12u1+b1) multi-call binary.
ip netns add gw
ip netns add sw-1
ip netns add sw-2
ip netns add n1
ip netns add n2
ip netns add n3
ip netns add a
ip netns add b
ip netns add c
ip netns exec gw sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec gw sysctl -qw net.ipv6.conf.all.disable_ipv6=0 net.ipv6.conf.default.disable_ipv6=0 net.ipv6.conf.all.accept_dad=0 net.ipv6.conf.default.accept_dad=0 net.ipv6.conf.default.router_solicitations=0 net.ipv6.conf.default.accept_ra=0
ip netns exec gw sysctl -qw net.ipv4.ip_forward=1 net.ipv6.conf.all.disable_ipv6=0 net.ipv6.conf.all.forwarding=1
ip netns exec sw-1 sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec sw-1 sysctl -eqw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns exec sw-2 sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec sw-2 sysctl -eqw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns exec n1 sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec n1 sysctl -qw net.ipv6.conf.all.disable_ipv6=0 net.ipv6.conf.default.disable_ipv6=0 net.ipv6.conf.all.accept_dad=0 net.ipv6.conf.default.accept_dad=0 net.ipv6.conf.default.router_solicitations=0 net.ipv6.conf.default.accept_ra=0
ip netns exec n1 sysctl -qw net.ipv4.ip_forward=1 net.bridge.bridge-nf-call-ip6tables=1 net.bridge.bridge-nf-call-iptables=1 net.ipv6.conf.all.disable_ipv6=0 net.ipv6.conf.all.forwarding=1
ip netns exec n2 sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec n2 sysctl -qw net.ipv6.conf.all.disable_ipv6=0 net.ipv6.conf.default.disable_ipv6=0 net.ipv6.conf.all.accept_dad=0 net.ipv6.conf.default.accept_dad=0 net.ipv6.conf.default.router_solicitations=0 net.ipv6.conf.default.accept_ra=0
ip netns exec n2 sysctl -qw net.ipv4.ip_forward=1 net.bridge.bridge-nf-call-ip6tables=1 net.bridge.bridge-nf-call-iptables=1 net.ipv6.conf.all.disable_ipv6=0 net.ipv6.conf.all.forwarding=1
ip netns exec n3 sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec n3 sysctl -qw net.ipv6.conf.all.disable_ipv6=0 net.ipv6.conf.default.disable_ipv6=0 net.ipv6.conf.all.accept_dad=0 net.ipv6.conf.default.accept_dad=0 net.ipv6.conf.default.router_solicitations=0 net.ipv6.conf.default.accept_ra=0
ip netns exec n3 sysctl -qw net.ipv4.ip_forward=1 net.bridge.bridge-nf-call-ip6tables=1 net.bridge.bridge-nf-call-iptables=1 net.ipv6.conf.all.disable_ipv6=0 net.ipv6.conf.all.forwarding=1
ip netns exec a sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec a sysctl -qw net.ipv6.conf.all.disable_ipv6=0 net.ipv6.conf.default.disable_ipv6=0 net.ipv6.conf.all.accept_dad=0 net.ipv6.conf.default.accept_dad=0 net.ipv6.conf.default.router_solicitations=0 net.ipv6.conf.default.accept_ra=0
ip netns exec a sysctl -qw net.ipv6.conf.all.disable_ipv6=0
ip netns exec b sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec b sysctl -qw net.ipv6.conf.all.disable_ipv6=0 net.ipv6.conf.default.disable_ipv6=0 net.ipv6.conf.all.accept_dad=0 net.ipv6.conf.default.accept_dad=0 net.ipv6.conf.default.router_solicitations=0 net.ipv6.conf.default.accept_ra=0
ip netns exec b sysctl -qw net.ipv6.conf.all.disable_ipv6=0
ip netns exec c sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec c sysctl -qw net.ipv6.conf.all.disable_ipv6=0 net.ipv6.conf.default.disable_ipv6=0 net.ipv6.conf.all.accept_dad=0 net.ipv6.conf.default.accept_dad=0 net.ipv6.conf.default.router_solicitations=0 net.ipv6.conf.default.accept_ra=0
ip netns exec c sysctl -qw net.ipv6.conf.all.disable_ipv6=0
ip -n sw-1 link add name br-under index 2 type bridge
ip -n sw-1 link add name p-gw index 3 address 02:50:00:00:00:01 type veth peer name eth0 index 2 address 52:54:00:00:00:01 netns gw
ip -n sw-1 link add name p-n1 index 4 address 02:50:00:00:00:11 type veth peer name eth0 index 2 address 52:54:00:00:00:11 netns n1
ip -n sw-1 link add name p-n2 index 5 address 02:50:00:00:00:12 type veth peer name eth0 index 2 address 52:54:00:00:00:12 netns n2
ip -n sw-2 link add name br-under index 2 type bridge
ip -n sw-2 link add name p-gw index 3 address 02:50:01:00:00:01 type veth peer name eth1 index 3 address 52:54:01:00:00:01 netns gw
ip -n sw-2 link add name p-n3 index 4 address 02:50:00:00:00:13 type veth peer name eth0 index 2 address 52:54:00:00:00:13 netns n3
ip -n n1 link add name vxlan.calico index 3 address 66:40:b3:ea:b6:3f mtu 1450 type vxlan id 4096 dev eth0 local 192.168.50.11 dstport 4789 nolearning
ip -n n1 link add name vxlan-v6.calico index 4 address 66:46:32:55:72:28 mtu 1430 type vxlan id 4096 dev eth0 local fd00:50::11 dstport 4789 nolearning
ip -n n1 link add name caliacd53aa4120 index 5 address ee:ee:ee:ee:ee:ee mtu 1430 type veth peer name eth0 index 2 address 0a:ca:0a:f4:00:01 mtu 1430 netns a
ip -n n2 link add name vxlan.calico index 3 address 66:40:24:34:76:fc mtu 1450 type vxlan id 4096 dev eth0 local 192.168.50.12 dstport 4789 nolearning
ip -n n2 link add name vxlan-v6.calico index 4 address 66:f4:09:ca:1b:0c mtu 1430 type vxlan id 4096 dev eth0 local fd00:50::12 dstport 4789 nolearning
ip -n n2 link add name califf6fc35a693 index 5 address ee:ee:ee:ee:ee:ee mtu 1430 type veth peer name eth0 index 2 address 0a:ca:0a:f4:01:01 mtu 1430 netns b
ip -n n3 link add name vxlan.calico index 3 address 66:26:c2:ce:28:d0 mtu 1450 type vxlan id 4096 dev eth0 local 192.168.60.11 dstport 4789 nolearning
ip -n n3 link add name vxlan-v6.calico index 4 address 66:90:c0:29:2a:8a mtu 1430 type vxlan id 4096 dev eth0 local fd00:60::11 dstport 4789 nolearning
ip -n n3 link add name calidbc51878acf index 5 address ee:ee:ee:ee:ee:ee mtu 1430 type veth peer name eth0 index 2 address 0a:ca:0a:f4:02:01 mtu 1430 netns c
ip -n sw-1 link set dev p-gw master br-under
ip -n sw-1 link set dev p-n1 master br-under
ip -n sw-1 link set dev p-n2 master br-under
ip -n sw-2 link set dev p-gw master br-under
ip -n sw-2 link set dev p-n3 master br-under
ip -n gw link set dev lo up
ip -n gw addr add 2001:db8::10/128 dev lo
ip -n gw addr add 203.0.113.10/32 dev lo
ip -n gw addr add fd00:50::1/64 dev eth0
ip -n gw addr add 192.168.50.1/24 dev eth0
ip -n gw link set dev eth0 up
ip -n gw addr add fd00:60::1/64 dev eth1
ip -n gw addr add 192.168.60.1/24 dev eth1
ip -n gw link set dev eth1 up
ip -n sw-1 link set dev lo up
ip -n sw-1 link set dev br-under up
ip -n sw-1 link set dev p-gw up
ip -n sw-1 link set dev p-n1 up
ip -n sw-1 link set dev p-n2 up
ip -n sw-2 link set dev lo up
ip -n sw-2 link set dev br-under up
ip -n sw-2 link set dev p-gw up
ip -n sw-2 link set dev p-n3 up
ip -n n1 link set dev lo up
ip -n n1 addr add fd00:50::11/64 dev eth0
ip -n n1 addr add 192.168.50.11/24 dev eth0
ip -n n1 link set dev eth0 up
ip -n n1 addr add 10.244.0.0/32 dev vxlan.calico
ip -n n1 link set dev vxlan.calico up
ip -n n1 addr add fd00:10:244::/128 dev vxlan-v6.calico
ip -n n1 link set dev vxlan-v6.calico up
ip -n n1 link set dev caliacd53aa4120 up
ip -n n2 link set dev lo up
ip -n n2 addr add fd00:50::12/64 dev eth0
ip -n n2 addr add 192.168.50.12/24 dev eth0
ip -n n2 link set dev eth0 up
ip -n n2 addr add 10.244.1.0/32 dev vxlan.calico
ip -n n2 link set dev vxlan.calico up
ip -n n2 addr add fd00:10:244:1::/128 dev vxlan-v6.calico
ip -n n2 link set dev vxlan-v6.calico up
ip -n n2 link set dev califf6fc35a693 up
ip -n n3 link set dev lo up
ip -n n3 addr add fd00:60::11/64 dev eth0
ip -n n3 addr add 192.168.60.11/24 dev eth0
ip -n n3 link set dev eth0 up
ip -n n3 addr add 10.244.2.0/32 dev vxlan.calico
ip -n n3 link set dev vxlan.calico up
ip -n n3 addr add fd00:10:244:2::/128 dev vxlan-v6.calico
ip -n n3 link set dev vxlan-v6.calico up
ip -n n3 link set dev calidbc51878acf up
ip -n a link set dev lo up
ip -n a addr add fd00:10:244::1/128 dev eth0
ip -n a addr add 10.244.0.1/32 dev eth0
ip -n a link set dev eth0 up
ip -n b link set dev lo up
ip -n b addr add fd00:10:244:1::1/128 dev eth0
ip -n b addr add 10.244.1.1/32 dev eth0
ip -n b link set dev eth0 up
ip -n c link set dev lo up
ip -n c addr add fd00:10:244:2::1/128 dev eth0
ip -n c addr add 10.244.2.1/32 dev eth0
ip -n c link set dev eth0 up
ip netns exec n1 sysctl -qw net.ipv4.conf.caliacd53aa4120.forwarding=1 net.ipv4.conf.caliacd53aa4120.proxy_arp=1 net.ipv4.conf.caliacd53aa4120.route_localnet=1 net.ipv4.conf.caliacd53aa4120.rp_filter=1 net.ipv4.neigh.caliacd53aa4120.proxy_delay=0 net.ipv6.conf.caliacd53aa4120.disable_ipv6=0 net.ipv6.conf.caliacd53aa4120.forwarding=1 net.ipv6.conf.caliacd53aa4120.proxy_ndp=1
ip netns exec n2 sysctl -qw net.ipv4.conf.califf6fc35a693.forwarding=1 net.ipv4.conf.califf6fc35a693.proxy_arp=1 net.ipv4.conf.califf6fc35a693.route_localnet=1 net.ipv4.conf.califf6fc35a693.rp_filter=1 net.ipv4.neigh.califf6fc35a693.proxy_delay=0 net.ipv6.conf.califf6fc35a693.disable_ipv6=0 net.ipv6.conf.califf6fc35a693.forwarding=1 net.ipv6.conf.califf6fc35a693.proxy_ndp=1
ip netns exec n3 sysctl -qw net.ipv4.conf.calidbc51878acf.forwarding=1 net.ipv4.conf.calidbc51878acf.proxy_arp=1 net.ipv4.conf.calidbc51878acf.route_localnet=1 net.ipv4.conf.calidbc51878acf.rp_filter=1 net.ipv4.neigh.calidbc51878acf.proxy_delay=0 net.ipv6.conf.calidbc51878acf.disable_ipv6=0 net.ipv6.conf.calidbc51878acf.forwarding=1 net.ipv6.conf.calidbc51878acf.proxy_ndp=1
ip -n n1 route add default via 192.168.50.1 dev eth0
ip -n n1 -6 route add default via fd00:50::1 dev eth0 metric 1024
ip -n n1 route add 10.244.0.1/32 dev caliacd53aa4120
ip -n n1 -6 route add fd00:10:244::1/128 dev caliacd53aa4120 metric 1024
ip -n n1 route add blackhole 10.244.0.0/26 proto 80
ip -n n1 -6 route add blackhole fd00:10:244::/122 proto 80 metric 1024
ip -n n1 route add 10.244.1.0/26 via 192.168.50.12 dev eth0 proto 80 onlink
ip -n n1 -6 route add fd00:10:244:1::/122 via fd00:50::12 dev eth0 proto 80 metric 1024 onlink
ip -n n1 route add 10.244.2.0/26 via 10.244.2.0 dev vxlan.calico onlink
ip -n n1 -6 route add fd00:10:244:2::/122 via fd00:10:244:2:: dev vxlan-v6.calico metric 1024 onlink
ip -n n1 neigh add 10.244.2.0 lladdr 66:26:c2:ce:28:d0 dev vxlan.calico nud permanent
ip -n n1 neigh add fd00:10:244:2:: lladdr 66:90:c0:29:2a:8a dev vxlan-v6.calico nud permanent
bridge -n n1 fdb append 66:26:c2:ce:28:d0 dev vxlan.calico dst 192.168.60.11 self permanent
bridge -n n1 fdb append 66:90:c0:29:2a:8a dev vxlan-v6.calico dst fd00:60::11 self permanent
ip -n n2 route add default via 192.168.50.1 dev eth0
ip -n n2 -6 route add default via fd00:50::1 dev eth0 metric 1024
ip -n n2 route add 10.244.1.1/32 dev califf6fc35a693
ip -n n2 -6 route add fd00:10:244:1::1/128 dev califf6fc35a693 metric 1024
ip -n n2 route add 10.244.0.0/26 via 192.168.50.11 dev eth0 proto 80 onlink
ip -n n2 -6 route add fd00:10:244::/122 via fd00:50::11 dev eth0 proto 80 metric 1024 onlink
ip -n n2 route add blackhole 10.244.1.0/26 proto 80
ip -n n2 -6 route add blackhole fd00:10:244:1::/122 proto 80 metric 1024
ip -n n2 route add 10.244.2.0/26 via 10.244.2.0 dev vxlan.calico onlink
ip -n n2 -6 route add fd00:10:244:2::/122 via fd00:10:244:2:: dev vxlan-v6.calico metric 1024 onlink
ip -n n2 neigh add 10.244.2.0 lladdr 66:26:c2:ce:28:d0 dev vxlan.calico nud permanent
ip -n n2 neigh add fd00:10:244:2:: lladdr 66:90:c0:29:2a:8a dev vxlan-v6.calico nud permanent
bridge -n n2 fdb append 66:26:c2:ce:28:d0 dev vxlan.calico dst 192.168.60.11 self permanent
bridge -n n2 fdb append 66:90:c0:29:2a:8a dev vxlan-v6.calico dst fd00:60::11 self permanent
ip -n n3 route add default via 192.168.60.1 dev eth0
ip -n n3 -6 route add default via fd00:60::1 dev eth0 metric 1024
ip -n n3 route add 10.244.2.1/32 dev calidbc51878acf
ip -n n3 -6 route add fd00:10:244:2::1/128 dev calidbc51878acf metric 1024
ip -n n3 route add 10.244.0.0/26 via 10.244.0.0 dev vxlan.calico onlink
ip -n n3 -6 route add fd00:10:244::/122 via fd00:10:244:: dev vxlan-v6.calico metric 1024 onlink
ip -n n3 route add 10.244.1.0/26 via 10.244.1.0 dev vxlan.calico onlink
ip -n n3 -6 route add fd00:10:244:1::/122 via fd00:10:244:1:: dev vxlan-v6.calico metric 1024 onlink
ip -n n3 route add blackhole 10.244.2.0/26 proto 80
ip -n n3 -6 route add blackhole fd00:10:244:2::/122 proto 80 metric 1024
ip -n n3 neigh add 10.244.0.0 lladdr 66:40:b3:ea:b6:3f dev vxlan.calico nud permanent
ip -n n3 neigh add 10.244.1.0 lladdr 66:40:24:34:76:fc dev vxlan.calico nud permanent
ip -n n3 neigh add fd00:10:244:: lladdr 66:46:32:55:72:28 dev vxlan-v6.calico nud permanent
ip -n n3 neigh add fd00:10:244:1:: lladdr 66:f4:09:ca:1b:0c dev vxlan-v6.calico nud permanent
bridge -n n3 fdb append 66:40:b3:ea:b6:3f dev vxlan.calico dst 192.168.50.11 self permanent
bridge -n n3 fdb append 66:40:24:34:76:fc dev vxlan.calico dst 192.168.50.12 self permanent
bridge -n n3 fdb append 66:46:32:55:72:28 dev vxlan-v6.calico dst fd00:50::11 self permanent
bridge -n n3 fdb append 66:f4:09:ca:1b:0c dev vxlan-v6.calico dst fd00:50::12 self permanent
ip -n a route add 169.254.1.1/32 dev eth0
ip -n a route add default via 169.254.1.1 dev eth0
ip -n a -6 route add default via fe80::ecee:eeff:feee:eeee dev eth0 metric 1024
ip -n b route add 169.254.1.1/32 dev eth0
ip -n b route add default via 169.254.1.1 dev eth0
ip -n b -6 route add default via fe80::ecee:eeff:feee:eeee dev eth0 metric 1024
ip -n c route add 169.254.1.1/32 dev eth0
ip -n c route add default via 169.254.1.1 dev eth0
ip -n c -6 route add default via fe80::ecee:eeff:feee:eeee dev eth0 metric 1024
ip netns exec n1 ipset restore <<'E'
create cali40masq-ipam-pools hash:net family inet hashsize 1024 maxelem 1048576
add cali40masq-ipam-pools 10.244.0.0/16
create cali40all-ipam-pools hash:net family inet hashsize 1024 maxelem 1048576
add cali40all-ipam-pools 10.244.0.0/16
create cali60masq-ipam-pools hash:net family inet6 hashsize 1024 maxelem 1048576
create cali60all-ipam-pools hash:net family inet6 hashsize 1024 maxelem 1048576
add cali60all-ipam-pools fd00:10:244::/56
E
ip netns exec n2 ipset restore <<'E'
create cali40masq-ipam-pools hash:net family inet hashsize 1024 maxelem 1048576
add cali40masq-ipam-pools 10.244.0.0/16
create cali40all-ipam-pools hash:net family inet hashsize 1024 maxelem 1048576
add cali40all-ipam-pools 10.244.0.0/16
create cali60masq-ipam-pools hash:net family inet6 hashsize 1024 maxelem 1048576
create cali60all-ipam-pools hash:net family inet6 hashsize 1024 maxelem 1048576
add cali60all-ipam-pools fd00:10:244::/56
E
ip netns exec n3 ipset restore <<'E'
create cali40masq-ipam-pools hash:net family inet hashsize 1024 maxelem 1048576
add cali40masq-ipam-pools 10.244.0.0/16
create cali40all-ipam-pools hash:net family inet hashsize 1024 maxelem 1048576
add cali40all-ipam-pools 10.244.0.0/16
create cali60masq-ipam-pools hash:net family inet6 hashsize 1024 maxelem 1048576
create cali60all-ipam-pools hash:net family inet6 hashsize 1024 maxelem 1048576
add cali60all-ipam-pools fd00:10:244::/56
E
ip netns exec n1 iptables-restore <<'E'
*nat
:PREROUTING ACCEPT [0:0]
:INPUT ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:POSTROUTING ACCEPT [0:0]
:cali-OUTPUT - [0:0]
:cali-POSTROUTING - [0:0]
:cali-PREROUTING - [0:0]
:cali-fip-dnat - [0:0]
:cali-fip-snat - [0:0]
:cali-nat-outgoing - [0:0]
-A PREROUTING -m comment --comment "cali:6gwbT8clXdHdC1b1" -j cali-PREROUTING
-A OUTPUT -m comment --comment "cali:tVnHkvAo15HuiPy0" -j cali-OUTPUT
-A POSTROUTING -m comment --comment "cali:O3lYWMrLQYEMJtB5" -j cali-POSTROUTING
-A cali-OUTPUT -m comment --comment "cali:GBTAv2p5CwevEyJm" -j cali-fip-dnat
-A cali-POSTROUTING -m comment --comment "cali:Z-c7XtVd2Bq7s_hA" -j cali-fip-snat
-A cali-POSTROUTING -m comment --comment "cali:nYKhEzDlr11Jccal" -j cali-nat-outgoing
-A cali-POSTROUTING -o vxlan.calico -m comment --comment "cali:e9dnSgSVNmIcpVhP" -m addrtype ! --src-type LOCAL --limit-iface-out -m addrtype --src-type LOCAL -j MASQUERADE --random-fully
-A cali-PREROUTING -m comment --comment "cali:r6XmIziWUJsdOK6Z" -j cali-fip-dnat
-A cali-nat-outgoing -m comment --comment "cali:flqWnvo8yq4ULQLa" -m set --match-set cali40masq-ipam-pools src -m set ! --match-set cali40all-ipam-pools dst -j MASQUERADE --random-fully
COMMIT
E
ip netns exec n2 iptables-restore <<'E'
*nat
:PREROUTING ACCEPT [0:0]
:INPUT ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:POSTROUTING ACCEPT [0:0]
:cali-OUTPUT - [0:0]
:cali-POSTROUTING - [0:0]
:cali-PREROUTING - [0:0]
:cali-fip-dnat - [0:0]
:cali-fip-snat - [0:0]
:cali-nat-outgoing - [0:0]
-A PREROUTING -m comment --comment "cali:6gwbT8clXdHdC1b1" -j cali-PREROUTING
-A OUTPUT -m comment --comment "cali:tVnHkvAo15HuiPy0" -j cali-OUTPUT
-A POSTROUTING -m comment --comment "cali:O3lYWMrLQYEMJtB5" -j cali-POSTROUTING
-A cali-OUTPUT -m comment --comment "cali:GBTAv2p5CwevEyJm" -j cali-fip-dnat
-A cali-POSTROUTING -m comment --comment "cali:Z-c7XtVd2Bq7s_hA" -j cali-fip-snat
-A cali-POSTROUTING -m comment --comment "cali:nYKhEzDlr11Jccal" -j cali-nat-outgoing
-A cali-POSTROUTING -o vxlan.calico -m comment --comment "cali:e9dnSgSVNmIcpVhP" -m addrtype ! --src-type LOCAL --limit-iface-out -m addrtype --src-type LOCAL -j MASQUERADE --random-fully
-A cali-PREROUTING -m comment --comment "cali:r6XmIziWUJsdOK6Z" -j cali-fip-dnat
-A cali-nat-outgoing -m comment --comment "cali:flqWnvo8yq4ULQLa" -m set --match-set cali40masq-ipam-pools src -m set ! --match-set cali40all-ipam-pools dst -j MASQUERADE --random-fully
COMMIT
E
ip netns exec n3 iptables-restore <<'E'
*nat
:PREROUTING ACCEPT [0:0]
:INPUT ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:POSTROUTING ACCEPT [0:0]
:cali-OUTPUT - [0:0]
:cali-POSTROUTING - [0:0]
:cali-PREROUTING - [0:0]
:cali-fip-dnat - [0:0]
:cali-fip-snat - [0:0]
:cali-nat-outgoing - [0:0]
-A PREROUTING -m comment --comment "cali:6gwbT8clXdHdC1b1" -j cali-PREROUTING
-A OUTPUT -m comment --comment "cali:tVnHkvAo15HuiPy0" -j cali-OUTPUT
-A POSTROUTING -m comment --comment "cali:O3lYWMrLQYEMJtB5" -j cali-POSTROUTING
-A cali-OUTPUT -m comment --comment "cali:GBTAv2p5CwevEyJm" -j cali-fip-dnat
-A cali-POSTROUTING -m comment --comment "cali:Z-c7XtVd2Bq7s_hA" -j cali-fip-snat
-A cali-POSTROUTING -m comment --comment "cali:nYKhEzDlr11Jccal" -j cali-nat-outgoing
-A cali-POSTROUTING -o vxlan.calico -m comment --comment "cali:e9dnSgSVNmIcpVhP" -m addrtype ! --src-type LOCAL --limit-iface-out -m addrtype --src-type LOCAL -j MASQUERADE --random-fully
-A cali-PREROUTING -m comment --comment "cali:r6XmIziWUJsdOK6Z" -j cali-fip-dnat
-A cali-nat-outgoing -m comment --comment "cali:flqWnvo8yq4ULQLa" -m set --match-set cali40masq-ipam-pools src -m set ! --match-set cali40all-ipam-pools dst -j MASQUERADE --random-fully
COMMIT
E
ip netns exec n1 ip6tables-restore <<'E'
*nat
:PREROUTING ACCEPT [0:0]
:INPUT ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:POSTROUTING ACCEPT [0:0]
:cali-OUTPUT - [0:0]
:cali-POSTROUTING - [0:0]
:cali-PREROUTING - [0:0]
:cali-fip-dnat - [0:0]
:cali-fip-snat - [0:0]
:cali-nat-outgoing - [0:0]
-A PREROUTING -m comment --comment "cali:6gwbT8clXdHdC1b1" -j cali-PREROUTING
-A OUTPUT -m comment --comment "cali:tVnHkvAo15HuiPy0" -j cali-OUTPUT
-A POSTROUTING -m comment --comment "cali:O3lYWMrLQYEMJtB5" -j cali-POSTROUTING
-A cali-OUTPUT -m comment --comment "cali:GBTAv2p5CwevEyJm" -j cali-fip-dnat
-A cali-POSTROUTING -m comment --comment "cali:Z-c7XtVd2Bq7s_hA" -j cali-fip-snat
-A cali-POSTROUTING -m comment --comment "cali:nYKhEzDlr11Jccal" -j cali-nat-outgoing
-A cali-POSTROUTING -o vxlan-v6.calico -m comment --comment "cali:MtS-9OgAQy-fAM-w" -m addrtype ! --src-type LOCAL --limit-iface-out -m addrtype --src-type LOCAL -j MASQUERADE --random-fully
-A cali-PREROUTING -m comment --comment "cali:r6XmIziWUJsdOK6Z" -j cali-fip-dnat
COMMIT
E
ip netns exec n2 ip6tables-restore <<'E'
*nat
:PREROUTING ACCEPT [0:0]
:INPUT ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:POSTROUTING ACCEPT [0:0]
:cali-OUTPUT - [0:0]
:cali-POSTROUTING - [0:0]
:cali-PREROUTING - [0:0]
:cali-fip-dnat - [0:0]
:cali-fip-snat - [0:0]
:cali-nat-outgoing - [0:0]
-A PREROUTING -m comment --comment "cali:6gwbT8clXdHdC1b1" -j cali-PREROUTING
-A OUTPUT -m comment --comment "cali:tVnHkvAo15HuiPy0" -j cali-OUTPUT
-A POSTROUTING -m comment --comment "cali:O3lYWMrLQYEMJtB5" -j cali-POSTROUTING
-A cali-OUTPUT -m comment --comment "cali:GBTAv2p5CwevEyJm" -j cali-fip-dnat
-A cali-POSTROUTING -m comment --comment "cali:Z-c7XtVd2Bq7s_hA" -j cali-fip-snat
-A cali-POSTROUTING -m comment --comment "cali:nYKhEzDlr11Jccal" -j cali-nat-outgoing
-A cali-POSTROUTING -o vxlan-v6.calico -m comment --comment "cali:MtS-9OgAQy-fAM-w" -m addrtype ! --src-type LOCAL --limit-iface-out -m addrtype --src-type LOCAL -j MASQUERADE --random-fully
-A cali-PREROUTING -m comment --comment "cali:r6XmIziWUJsdOK6Z" -j cali-fip-dnat
COMMIT
E
ip netns exec n3 ip6tables-restore <<'E'
*nat
:PREROUTING ACCEPT [0:0]
:INPUT ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:POSTROUTING ACCEPT [0:0]
:cali-OUTPUT - [0:0]
:cali-POSTROUTING - [0:0]
:cali-PREROUTING - [0:0]
:cali-fip-dnat - [0:0]
:cali-fip-snat - [0:0]
:cali-nat-outgoing - [0:0]
-A PREROUTING -m comment --comment "cali:6gwbT8clXdHdC1b1" -j cali-PREROUTING
-A OUTPUT -m comment --comment "cali:tVnHkvAo15HuiPy0" -j cali-OUTPUT
-A POSTROUTING -m comment --comment "cali:O3lYWMrLQYEMJtB5" -j cali-POSTROUTING
-A cali-OUTPUT -m comment --comment "cali:GBTAv2p5CwevEyJm" -j cali-fip-dnat
-A cali-POSTROUTING -m comment --comment "cali:Z-c7XtVd2Bq7s_hA" -j cali-fip-snat
-A cali-POSTROUTING -m comment --comment "cali:nYKhEzDlr11Jccal" -j cali-nat-outgoing
-A cali-POSTROUTING -o vxlan-v6.calico -m comment --comment "cali:MtS-9OgAQy-fAM-w" -m addrtype ! --src-type LOCAL --limit-iface-out -m addrtype --src-type LOCAL -j MASQUERADE --random-fully
-A cali-PREROUTING -m comment --comment "cali:r6XmIziWUJsdOK6Z" -j cali-fip-dnat
COMMIT
E
# in gw the recorder itself answers HTTP on *:80
# in a the recorder itself answers HTTP on *:8080
# in b the recorder itself answers HTTP on *:8080
# in c the recorder itself answers HTTP on *:8080
